package dev.portolan.audit.query;

import dev.portolan.audit.criteria.Criteria;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.problem.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question as it was asked: what to look for, how many, and from where on.
 *
 * @param criteria what to look for
 * @param limit records in a page
 * @param cursor where the last page ended, as given with it
 */
record Question(Criteria criteria, int limit, Optional<String> cursor) {

    /**
     * Reads the parameters of a request.
     *
     * @throws Refused if a parameter is unknown, given twice or not readable, or the times exclude each other
     */
    static Question read(Map<String, List<String>> query, QueryConfig config) {
        Parameters parameters = new Parameters(query);
        Question question = new Question(
                Criteria.read(parameters, QueryConfig.filterLimits(config)),
                parameters.number("limit", 1, config.maxLimit(), config.defaultLimit()),
                parameters.text("cursor"));
        parameters.nothingElse();
        return question;
    }

    /** For the record of who looked. */
    Map<String, String> parameters() {
        Map<String, String> texts = criteria.texts();
        texts.put("limit", Integer.toString(limit));
        cursor.ifPresent(at -> texts.put("cursor", "…"));
        return texts;
    }
}
