package dev.telegramlake.analytics.report;

import dev.telegramlake.analytics.Catalog;
import dev.telegramlake.analytics.Period;
import dev.telegramlake.analytics.Question;
import dev.telegramlake.analytics.athena.QueryFailedException;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.athena.AthenaClient;

/// All questions about a period, with their answers.
public final class Report {
    private final Period period;
    private final List<Answered> answers;

    private Report(Period period, List<Answered> answers) {
        this.period = period;
        this.answers = List.copyOf(answers);
    }

    /// A question with its answer.
    record Answered(Question question, Answer answer) {}

    /// Hears how far the report is.
    @FunctionalInterface
    public interface Progress {
        /// Called before a question is asked.
        ///
        /// @param number of the question, from 1
        void asking(int number, int of, Question question);
    }

    /// How a report is written.
    public enum Format {
        html,
        csv,
        json
    }

    /// Asks every question.
    ///
    /// @throws QueryFailedException when one is not answered, with its name and Athena's reason
    public static Report ask(AthenaClient athena, Period period, Progress progress)
            throws QueryFailedException, InterruptedException {
        List<Question> questions = Catalog.questions();
        List<Answered> answers = new ArrayList<>();
        for (Question question : questions) {
            progress.asking(answers.size() + 1, questions.size(), question);
            try {
                answers.add(new Answered(question, Answer.to(question.sql(period), athena)));
            } catch (QueryFailedException failure) {
                throw new QueryFailedException("%s: %s".formatted(question.name(), failure.getMessage()));
            }
        }
        return new Report(period, answers);
    }

    public void write(Writer out, Format format) throws IOException {
        switch (format) {
            case html -> HtmlReport.write(out, period, answers);
            case csv -> CsvReport.write(out, answers);
            case json -> JsonReport.write(out, period, answers);
        }
        out.flush();
    }
}
