package dev.portolan.gateway.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connector on standard streams that speaks one revision, with tool {@code do} doing what its argument {@code what}
 * says. It runs as a process of its own and needs nothing but the JDK; what it reads is as the gateway writes it.
 */
public final class StubProgram {
    private static final Pattern TOP =
            Pattern.compile("\\{\"jsonrpc\":\"2.0\",(?:\"id\":([^,]+),)?(?:\"method\":\"([^\"]+)\")?.*");
    private static final String FORM =
            "{'message':'who?','requestedSchema':{'type':'object','properties':" + "{'name':{'type':'string'}}}}";
    private static final String SAMPLE =
            "{'messages':[{'role':'user','content':{'type':'text','text':'hi'}}],'maxTokens':1}";

    private final String revision;
    private final String manner;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, BlockingQueue<String>> questions = new ConcurrentHashMap<>();
    private final List<String> cancelled = new ArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private String initialize = "";
    private String listening = "";
    private boolean changed;

    private StubProgram(String revision, String manner) {
        this.revision = revision;
        this.manner = manner;
    }

    /**
     * The command that runs it.
     *
     * @param manner {@code good}, {@code dies} on what it does not know, or says {@code nothing} then
     */
    public static List<String> command(String revision, String manner) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                StubProgram.class.getName(),
                revision,
                manner);
    }

    public static void main(String[] args) throws IOException {
        StubProgram program = new StubProgram(args[0], args[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            program.read(line);
        }
        System.exit(0);
    }

    private boolean isModern() {
        return revision.equals("2026-07-28");
    }

    private void read(String line) {
        Matcher top = TOP.matcher(line);
        if (!top.matches()) {
            System.exit(5);
        }
        String id = Optional.ofNullable(top.group(1)).orElse("");
        String method = Optional.ofNullable(top.group(2)).orElse("");
        switch (method) {
            case "" -> Optional.ofNullable(questions.remove(id)).ifPresent(asked -> asked.add(line));
            case "notifications/cancelled" -> {
                synchronized (cancelled) {
                    cancelled.add(group(line, "\"requestId\":([0-9]+)"));
                }
            }
            case "notifications/initialized" -> {}
            default -> threads.execute(() -> answer(id, method, line));
        }
    }

    private void answer(String id, String method, String line) {
        try {
            switch (method) {
                case "server/discover" -> discover(id);
                case "initialize" -> initialize(id, line);
                case "tools/list" -> tools(id);
                case "subscriptions/listen" -> {
                    listening = id;
                    say("{'jsonrpc':'2.0','method':'notifications/subscriptions/acknowledged','params':{'_meta':"
                            + "{'io.modelcontextprotocol/subscriptionId':'" + id + "'},'notifications':{}}}");
                }
                case "tools/call" -> call(id, line);
                default -> error(id, "no such method");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void discover(String id) {
        if (isModern()) {
            result(
                    id,
                    "'supportedVersions':['2026-07-28'],'capabilities':{'tools':{'listChanged':true}},'ttlMs':0,"
                            + "'cacheScope':'private'");
        } else if (manner.equals("dies")) {
            System.exit(3);
        } else if (!manner.equals("nothing")) {
            error(id, "no such method");
        }
    }

    private void initialize(String id, String line) {
        if (isModern()) {
            error(id, "no such method");
            return;
        }
        if (!initialize.isEmpty()) {
            System.exit(4);
        }
        initialize = line;
        result(
                id,
                "'protocolVersion':'" + revision + "','capabilities':{'tools':{'listChanged':true},'logging':{}},"
                        + "'serverInfo':{'name':'stub','version':'1'}");
    }

    private void tools(String id) {
        String tool = "{'name':'%s','inputSchema':{'type':'object'}}";
        result(id, "'tools':[" + tool.formatted("do") + (changed ? "," + tool.formatted("more") : "") + "]");
    }

    private void call(String id, String line) throws InterruptedException {
        String what = group(line, "\"what\":\"([^\"]+)\"");
        switch (what) {
            case "pid" -> text(id, Long.toString(ProcessHandle.current().pid()));
            case "initialize" -> text(id, initialize.replaceAll("[{}\"]", " "));
            case "environment" -> text(id, String.join(" ", System.getenv().keySet()));
            case "directory" -> text(id, Path.of("").toAbsolutePath().toString());
            case "crash" -> Runtime.getRuntime().halt(7);
            case "hang" -> waiting.incrementAndGet();
            case "block" -> {
                waiting.incrementAndGet();
                released.await();
                text(id, "released");
            }
            case "release" -> {
                released.countDown();
                text(id, "done");
            }
            case "waiting" -> text(id, waiting.toString());
            case "cancelled" -> {
                synchronized (cancelled) {
                    text(id, String.join(" ", cancelled));
                }
            }
            case "progress" -> {
                String token = group(line, "\"progressToken\":([0-9]+)");
                say("{'jsonrpc':'2.0','method':'notifications/progress','params':{'progressToken':" + token
                        + ",'progress':1}}");
                text(id, "done");
            }
            case "log" -> {
                say("{'jsonrpc':'2.0','method':'notifications/message','params':{'level':'error','data':'news'}}");
                text(id, "logged");
            }
            case "form" -> ask(id, line, "elicitation/create", FORM);
            case "sample" -> ask(id, line, "sampling/createMessage", SAMPLE);
            case "huge" -> text(id, "x".repeat(100_000));
            case "garbage" -> {
                System.out.println("npm warn something\n\n{\"jsonrpc\":\"1.0\"}\n[1,2]\n\"\u00e9\"");
                text(id, "done");
            }
            case "stderr" -> {
                System.err.println("a foreign word on stderr");
                System.err.print("e".repeat(3_000_000));
                text(id, "done");
            }
            case "change" -> {
                changed = true;
                String meta = listening.isEmpty()
                        ? ""
                        : "'_meta':{'io.modelcontextprotocol/subscriptionId':" + listening + "}";
                say("{'jsonrpc':'2.0','method':'notifications/tools/list_changed','params':{" + meta + "}}");
                text(id, "done");
            }
            default -> error(id, "no such thing");
        }
    }

    private void ask(String id, String line, String method, String params) throws InterruptedException {
        if (!isModern()) {
            String question = "\"q" + id + "\"";
            BlockingQueue<String> answer = new LinkedBlockingQueue<>();
            questions.put(question, answer);
            say("{'jsonrpc':'2.0','id':" + question + ",'method':'" + method + "','params':" + params + "}");
            text(id, said(answer.take()));
        } else if (line.contains("\"inputResponses\"")) {
            text(id, said(line));
        } else {
            result(
                    id,
                    "'resultType':'input_required','inputRequests':{'a':{'method':'" + method + "','params':" + params
                            + "}}");
        }
    }

    private static String said(String answer) {
        return answer.contains("\"error\"")
                ? "refused " + group(answer, "\"code\":(-?[0-9]+)")
                : answer.contains("\"accept\"") ? "accepted" : answer.contains("\"said\"") ? "said" : "something else";
    }

    private static String group(String line, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }

    private void text(String id, String text) {
        result(id, "'content':[{'type':'text','text':'" + text + "'}]");
    }

    private void result(String id, String members) {
        String type = isModern() && !members.contains("resultType") ? "'resultType':'complete'," : "";
        say("{'result':{" + type + members + "},'jsonrpc':'2.0','id':" + id + "}");
    }

    private void error(String id, String message) {
        say("{'jsonrpc':'2.0','id':" + id + ",'error':{'code':-32601,'message':'" + message + "'}}");
    }

    private static synchronized void say(String message) {
        System.out.print(message.replace('\'', '"') + "\n");
        System.out.flush();
    }
}
