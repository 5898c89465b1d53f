package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * A secret as somebody hands it to a tool.
 *
 * @param name of the member it is the value of
 * @param text the member's value
 * @param core what must not be readable anywhere, in no encoding used here
 * @param suspected whether nothing but its randomness says what it is
 */
record PlantedSecret(String name, String text, String core, boolean suspected) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final JsonMapper JSON = new JsonMapper();

    /** One of each of 25 kinds. */
    static List<PlantedSecret> oneOfEachKind(Random random) {
        List<PlantedSecret> all = new ArrayList<>();
        // known by their form, whatever the member is called
        all.add(form(random, "note", "ghp_", 36, ""));
        all.add(form(random, "comment", "please use github_pat_", 40, " for the build"));
        all.add(form(random, "body", "glpat-", 20, ""));
        all.add(form(random, "value", "xoxb-1234567890-", 24, ""));
        all.add(form(random, "value", "sk-", 48, ""));
        all.add(form(random, "value", "sk_live_", 24, ""));
        all.add(form(random, "line", "//registry.example/:_authToken=npm_", 36, ""));
        all.add(form(random, "value", "AIzaSy", 33, ""));
        all.add(form(random, "value", "SG.", 22, ".rest"));
        all.add(form(random, "value", "hvs.", 24, ""));
        all.add(form(random, "header", "Authorization: Bearer ", 12, ""));
        all.add(form(random, "dsn", "postgresql://app:", 14, "@db.example/shop"));
        all.add(form(random, "file", "-----BEGIN RSA PRIVATE KEY-----\n", 64, "\n-----END RSA PRIVATE KEY-----"));
        all.add(form(random, "jwt", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.", 43, ""));
        all.add(form(random, "aws", "AKIA", 16, "").upper());
        // known by the name they are given, in JSON or in text
        all.add(form(random, "password", "pw", 5, ""));
        all.add(form(random, "apiKey", "k", 9, ""));
        all.add(form(random, "env", "PATH=/bin\nDB_PASSWORD=", 9, "\nHOME=/root"));
        all.add(form(random, "yaml", "user: app\nclient_secret: ", 9, "\n"));
        all.add(form(random, "query", "https://api.example/v1?api_key=", 9, "&page=2"));
        // the same, written otherwise
        PlantedSecret form = form(random, "form", "user=a&password=", 9, "");
        all.add(form.as(URLEncoder.encode(form.text, StandardCharsets.UTF_8)));
        PlantedSecret basic = form(random, "blob", "{\"user\":\"a\",\"password\":\"", 9, "\"}");
        all.add(basic.as(Base64.getEncoder().encodeToString(basic.text.getBytes(StandardCharsets.UTF_8))));
        PlantedSecret nested = form(random, "event", "{\"data\":{\"token\":\"", 9, "\"}}");
        all.add(nested.as("{\"payload\":" + quoted(nested.text) + "}"));
        // known by nothing but that they were drawn at random
        all.add(form(random, "x", "", 40, "").onlySuspected());
        byte[] bytes = new byte[36];
        random.nextBytes(bytes);
        String drawn = Base64.getEncoder().encodeToString(bytes);
        all.add(new PlantedSecret("y", "key is " + drawn, drawn, true));
        return all;
    }

    private static PlantedSecret form(Random random, String name, String before, int length, String after) {
        StringBuilder core = new StringBuilder();
        for (int i = 0; i < length; i++) {
            core.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new PlantedSecret(name, before + core + after, core.toString(), false);
    }

    private PlantedSecret as(String written) {
        return new PlantedSecret(name, written, core, suspected);
    }

    private PlantedSecret onlySuspected() {
        return new PlantedSecret(name, text, core, true);
    }

    private PlantedSecret upper() {
        return new PlantedSecret(
                name, text.toUpperCase(java.util.Locale.ROOT), core.toUpperCase(java.util.Locale.ROOT), suspected);
    }

    static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it can be read in {@code text}, as it was handed over or as it is. */
    boolean isIn(String text) {
        if (text.contains(core)) {
            return true;
        }
        String escaped = quoted(this.text);
        boolean encoded = !this.text.contains(core);
        return encoded && (text.contains(this.text) || text.contains(escaped.substring(1, escaped.length() - 1)));
    }
}
