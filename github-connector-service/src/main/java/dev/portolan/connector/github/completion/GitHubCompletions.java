package dev.portolan.connector.github.completion;

import dev.portolan.mcp.server.CompleteArg;
import dev.portolan.mcp.server.CompleteContext;
import dev.portolan.mcp.server.CompletePrompt;
import dev.portolan.mcp.server.CompleteResourceTemplate;
import dev.portolan.mcp.server.CompletionResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** What is proposed for the arguments of GitHub's templates and prompts. */
@ApplicationScoped
class GitHubCompletions {

    private final GitHubNames names;

    GitHubCompletions(GitHubNames names) {
        this.names = names;
    }

    @CompleteResourceTemplate("github_file")
    CompletionResponse fileOwner(@CompleteArg(name = "owner") String prefix) {
        return names.owners(prefix);
    }

    @CompleteResourceTemplate("github_file")
    CompletionResponse fileRepo(@CompleteArg(name = "repo") String prefix, CompleteContext context) {
        return names.repositories(context.arguments().getOrDefault("owner", ""), prefix);
    }

    @CompleteResourceTemplate("github_file")
    CompletionResponse filePath(@CompleteArg(name = "path") String prefix, CompleteContext context) {
        return names.paths(context.arguments(), prefix);
    }

    @CompleteResourceTemplate("github_issue")
    CompletionResponse issueOwner(@CompleteArg(name = "owner") String prefix) {
        return names.owners(prefix);
    }

    @CompleteResourceTemplate("github_issue")
    CompletionResponse issueRepo(@CompleteArg(name = "repo") String prefix, CompleteContext context) {
        return names.repositories(context.arguments().getOrDefault("owner", ""), prefix);
    }

    @CompleteResourceTemplate("github_issue")
    CompletionResponse issueNumber(@CompleteArg(name = "number") String prefix, CompleteContext context) {
        return names.numbers(context.arguments(), false, prefix);
    }

    @CompleteResourceTemplate("github_pull_request")
    CompletionResponse pullRequestOwner(@CompleteArg(name = "owner") String prefix) {
        return names.owners(prefix);
    }

    @CompleteResourceTemplate("github_pull_request")
    CompletionResponse pullRequestRepo(@CompleteArg(name = "repo") String prefix, CompleteContext context) {
        return names.repositories(context.arguments().getOrDefault("owner", ""), prefix);
    }

    @CompleteResourceTemplate("github_pull_request")
    CompletionResponse pullRequestNumber(@CompleteArg(name = "number") String prefix, CompleteContext context) {
        return names.numbers(context.arguments(), true, prefix);
    }

    @CompletePrompt("triage_issues")
    CompletionResponse triageOwner(@CompleteArg(name = "owner") String prefix) {
        return names.owners(prefix);
    }

    @CompletePrompt("triage_issues")
    CompletionResponse triageRepo(@CompleteArg(name = "repo") String prefix, CompleteContext context) {
        return names.repositories(context.arguments().getOrDefault("owner", ""), prefix);
    }

    @CompletePrompt("review_pull_request")
    CompletionResponse reviewOwner(@CompleteArg(name = "owner") String prefix) {
        return names.owners(prefix);
    }

    @CompletePrompt("review_pull_request")
    CompletionResponse reviewRepo(@CompleteArg(name = "repo") String prefix, CompleteContext context) {
        return names.repositories(context.arguments().getOrDefault("owner", ""), prefix);
    }

    @CompletePrompt("review_pull_request")
    CompletionResponse reviewNumber(@CompleteArg(name = "number") String prefix, CompleteContext context) {
        return names.numbers(context.arguments(), true, prefix);
    }
}
