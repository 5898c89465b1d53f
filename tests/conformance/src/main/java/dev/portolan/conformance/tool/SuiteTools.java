package dev.portolan.conformance.tool;

import dev.portolan.conformance.call.Announcements;
import dev.portolan.conformance.question.Questions;
import dev.portolan.conformance.question.RequestState;
import java.util.HashMap;
import java.util.Map;

/** The tools that are there in both eras. */
public final class SuiteTools {
    private SuiteTools() {}

    /** All of them. */
    public static Tools all(Announcements announcements, Questions questions, RequestState states) {
        Map<String, Tool> tools = new HashMap<>(ContentTools.all());
        tools.putAll(new ReportTools(announcements).all());
        tools.putAll(new QuestionTools(questions).all());
        tools.putAll(new RoundTools(questions, states).all());
        return Tools.of("tools.json", tools);
    }
}
