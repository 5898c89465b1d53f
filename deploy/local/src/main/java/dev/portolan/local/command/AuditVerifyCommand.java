package dev.portolan.local.command;

import dev.portolan.local.evidence.Dropped;
import dev.portolan.local.evidence.ExportCheck;
import dev.portolan.local.evidence.HttpLog;
import dev.portolan.local.evidence.RecordCheck;
import dev.portolan.local.evidence.StampCheck;
import dev.portolan.local.evidence.TrustedAuthorities;
import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.Policy;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.Finding;
import dev.portolan.tlog.bundle.LogFiles;
import dev.portolan.tlog.bundle.LogsCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./portolan audit verify <bundle|export|url>}: whether a log or an export of it is what was signed. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditVerifyCommand.NOT_CHECKED,
        description = "Checks a log or an export, offline: records, tree, signature; of a log also numbers and pairs.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is as it was signed",
            "1:tampered, the first bad index is named; or misstamped, the bad time stamp is named",
            "2:incomplete, where is named; or --tsa is given and there is no time stamp",
            "3:no trusted key has signed it, or not the witnesses that --policy asks for",
            "4:older than the checkpoint given by --seen",
            "64:not checked: the command line is wrong or a file cannot be read"
        })
final class AuditVerifyCommand implements Callable<Integer> {

    /** Exit code: nothing can be said. */
    static final int NOT_CHECKED = 64;

    private static final Finding UNSTAMPED = new Finding(Finding.Kind.INCOMPLETE, 0, "there is no time stamp");

    @Parameters(
            index = "0",
            paramLabel = "<bundle|export|url>",
            description = "a zip, a directory, or http://…/tlog for all logs, …/tlog/main for one")
    private String log = "";

    @Option(
            names = "--vkey",
            paramLabel = "<key>",
            description = "a key you trust, a file or its text; that of the local log unless given")
    private List<String> vkeys = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "<file>",
            description = "whose signatures the checkpoint needs: logs, witnesses, quorum (C2SP tlog-policy)")
    private @Nullable Path policy;

    @Option(
            names = "--tsa",
            paramLabel = "<file>",
            description = "certificates (PEM) of those you trust to vouch for time stamping authorities (RFC 3161)")
    private @Nullable Path tsa;

    @Option(names = "--seen", paramLabel = "<file>", description = "a checkpoint you have seen before")
    private @Nullable Path seen;

    @Option(names = "--token", paramLabel = "<token>", description = "an auditor's, for a URL; carol's unless given")
    private @Nullable String token;

    private final Terminal terminal;
    private final Environment environment;

    AuditVerifyCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return ExportCheck.isExport(Path.of(log)) ? checkExport() : checkLogs();
        } catch (IOException | IllegalArgumentException e) {
            terminal.err().println("portolan: not checked: " + e.getMessage());
            return NOT_CHECKED;
        }
    }

    private int checkLogs() throws IOException, InterruptedException {
        Optional<TrustedAuthorities> authorities = authorities();
        try (LogFiles files = open()) {
            Dropped dropped = new Dropped();
            Map<String, RecordCheck> records = new HashMap<>();
            LogsCheck check = new LogsCheck(
                    files,
                    trusted(),
                    seenBefore(),
                    name -> records.computeIfAbsent(name, log -> new RecordCheck(dropped)));
            Optional<Finding> broken = check.run();
            List<String> names = check.looked();
            boolean several = names.size() > 1;
            if (broken.isPresent()) {
                return found(several ? names.get(0) : "", broken.get());
            }
            Optional<Finding> unsigned = uncosigned(files, names.get(names.size() - 1));
            if (unsigned.isPresent()) {
                return found("", unsigned.get());
            }
            Map<String, StampCheck> stamps = new HashMap<>();
            for (String name : names) {
                StampCheck stamped = new StampCheck(below(files, name), authorities);
                Optional<Finding> misstamped = stamped.run();
                if (misstamped.isPresent()) {
                    return found(several ? name : "", misstamped.get());
                }
                stamps.put(name, stamped);
            }
            if (tsa != null && stamps.values().stream().noneMatch(StampCheck::found)) {
                return found("", UNSTAMPED);
            }
            for (String name : names) {
                say(several ? name : "", sentence(Objects.requireNonNull(records.get(name))));
                Objects.requireNonNull(stamps.get(name)).sentences().forEach(each -> say(several ? name : "", each));
            }
            return 0;
        }
    }

    private int found(String log, Finding finding) {
        say(log, sentence(finding));
        return exitCode(finding);
    }

    private void say(String log, String sentence) {
        terminal.out().println(log.isEmpty() ? sentence : log + ": " + sentence);
    }

    private int checkExport() throws IOException {
        Optional<TrustedAuthorities> authorities = authorities();
        ExportCheck check = new ExportCheck(Path.of(log), trusted());
        Optional<Finding> finding = check.run();
        try (LogFiles files = LogFiles.open(Path.of(log))) {
            StampCheck stamped = new StampCheck(files, authorities);
            if (finding.isEmpty()) {
                finding = uncosigned(files, "");
            }
            if (finding.isEmpty()) {
                finding = stamped.run();
            }
            if (finding.isEmpty() && tsa != null && !stamped.found()) {
                finding = Optional.of(UNSTAMPED);
            }
            if (finding.isPresent()) {
                return found("", finding.get());
            }
            say("", sentence(check));
            stamped.sentences().forEach(each -> say("", each));
            return 0;
        }
    }

    /** Of the newest log, which vouches for those before it. */
    private Optional<Finding> uncosigned(LogFiles files, String log) throws IOException {
        Optional<Policy> asked = policy();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        byte[] note = below(files, log).read(LogFiles.CHECKPOINT).orElseThrow();
        return asked.get().isCosigned(SignedNote.parse(new String(note, StandardCharsets.UTF_8)))
                ? Optional.empty()
                : Optional.of(new Finding(
                        Finding.Kind.UNTRUSTED, 0, "the witnesses that the policy asks for have not all signed"));
    }

    private static LogFiles below(LogFiles files, String log) {
        return log.isEmpty() ? files : files.below(log);
    }

    private Optional<TrustedAuthorities> authorities() throws IOException {
        return tsa == null ? Optional.empty() : Optional.of(TrustedAuthorities.read(tsa));
    }

    private Optional<Policy> policy() throws IOException {
        return policy == null ? Optional.empty() : Optional.of(Policy.parse(Files.readString(policy)));
    }

    private static int exitCode(Finding finding) {
        return switch (finding.kind()) {
            case TAMPERED, MISSTAMPED -> 1;
            case INCOMPLETE -> 2;
            case UNTRUSTED -> 3;
            case STALE -> 4;
        };
    }

    private static String sentence(Finding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT) + " at index " + finding.index() + ": " + finding.what();
    }

    private static String sentence(RecordCheck records) {
        return String.format(
                Locale.ROOT,
                "ok: %d records, signed; %d boots, %s; %d intents, %d without outcome yet%s%s",
                records.there(),
                records.boots(),
                records.lost() == 0 ? "no number missing" : records.lost() + " numbers declared lost, no other missing",
                records.intents(),
                records.open(),
                records.gone() == 0 ? "" : "; " + records.gone() + " dropped with " + records.months(),
                records.replaces().isEmpty() ? "" : "; begun anew in place of " + records.replaces());
    }

    private static String sentence(ExportCheck check) {
        return String.format(
                Locale.ROOT,
                "ok: %d records, each in the signed log of %d entries; number and digest as the manifest says",
                check.records(),
                check.size());
    }

    private LogFiles open() throws IOException, InterruptedException {
        if (log.startsWith("http://") || log.startsWith("https://")) {
            if (URI.create(log).getPath().length() < 2) {
                throw new IllegalArgumentException("no log is at " + log + "; its address ends in /tlog");
            }
            return new HttpLog(log, token == null ? AuditCommand.auditorsToken(environment) : token);
        }
        return LogFiles.open(Path.of(log));
    }

    private List<VerifierKey> trusted() throws IOException {
        List<VerifierKey> trusted = new ArrayList<>();
        for (String vkey : vkeys) {
            boolean file = !vkey.contains("+") || Files.exists(Path.of(vkey));
            trusted.add(VerifierKey.parse(file ? Files.readString(Path.of(vkey)) : vkey));
        }
        policy().ifPresent(asked -> trusted.addAll(asked.logs()));
        if (trusted.stream().anyMatch(VerifierKey::isWitness)) {
            throw new IllegalArgumentException("--vkey takes the key of a log; those of witnesses go into --policy");
        }
        Path local = Installation.from(environment).state().auditKey();
        if (trusted.isEmpty() && Files.exists(local)) {
            trusted.add(SigningKey.parse(Files.readString(local)).verifier());
        }
        return trusted;
    }

    private Optional<Checkpoint> seenBefore() throws IOException {
        return seen == null
                ? Optional.empty()
                : Optional.of(Checkpoint.parse(
                        SignedNote.parse(Files.readString(seen)).text()));
    }
}
