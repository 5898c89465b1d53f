package dev.portolan.standin.github.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.world.Person;

/** A {@code simple-user}. */
public final class PersonView {

    private PersonView() {}

    /** One person. */
    public static ObjectNode of(Person person, Addresses at) {
        String url = at.of(person);
        ObjectNode json = Json.object();
        json.put("login", person.login()).put("id", person.id()).put("node_id", Json.node("U", person.id()));
        json.put("avatar_url", at.web() + "/avatars/" + person.id()).put("gravatar_id", "");
        json.put("url", url).put("html_url", at.web() + "/" + person.login());
        for (String list : new String[] {"followers", "subscriptions", "repos", "received_events"}) {
            json.put(list + "_url", url + "/" + list);
        }
        json.put("organizations_url", url + "/orgs");
        json.put("following_url", url + "/following{/other_user}").put("gists_url", url + "/gists{/gist_id}");
        json.put("starred_url", url + "/starred{/owner}{/repo}").put("events_url", url + "/events{/privacy}");
        return json.put("type", person.organization() ? "Organization" : "User").put("site_admin", false);
    }
}
