package dev.telegramlake.local.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/// Who is in the sample group, and what they say.
///
/// @param chat       small talk by language
/// @param thanks     what is said of a good answer, by language
/// @param admin      what the anonymous admin says
record DemoGroup(
        String title,
        List<Person> people,
        Bot bot,
        List<Topic> topics,
        Map<String, List<String>> chat,
        Map<String, List<String>> thanks,
        List<String> admin,
        List<String> reactions,
        List<String> stickers) {
    /// The bare id, as exports have it.
    static final long BARE_ID = 1_987_654_321;

    /// The id that the Bot API gives a supergroup.
    static final long CHAT_ID = -1_000_000_000_000L - BARE_ID;

    /// The group that the supergroup was before.
    static final long OLD_CHAT_ID = -454_545_454;

    /// @param weight how much they write, compared with each other
    /// @param helps  whether they answer questions
    record Person(
            long id,
            @JsonProperty("first") String firstName,
            @JsonProperty("last") String lastName,
            String lang,
            int weight,
            boolean helps) {
        String name() {
            return firstName + " " + lastName;
        }
    }

    record Bot(long id, @JsonProperty("first") String firstName) {}

    /// Something that people ask.
    ///
    /// @param ask    the question in several words
    /// @param weight how often it is asked, compared with the others
    record Topic(String lang, List<String> ask, List<String> answer, int weight) {}

    static DemoGroup read() {
        try (InputStream json = Objects.requireNonNull(
                DemoGroup.class.getResourceAsStream("/demo/group.json"), "demo/group.json is missing")) {
            return new ObjectMapper().readValue(json, DemoGroup.class);
        } catch (IOException broken) {
            throw new IllegalStateException("demo/group.json cannot be read", broken);
        }
    }

    Person somebody(RandomGenerator random) {
        return weighted(people, Person::weight, random);
    }

    /// Somebody who answers questions, and is not the one who asked.
    Person helper(Person asker, RandomGenerator random) {
        return weighted(
                people.stream()
                        .filter(person -> person.helps() && person.id() != asker.id())
                        .toList(),
                Person::weight,
                random);
    }

    Topic topic(Person asker, RandomGenerator random) {
        return weighted(
                topics.stream()
                        .filter(topic -> topic.lang().equals(asker.lang()))
                        .toList(),
                Topic::weight,
                random);
    }

    static <T> T any(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    private static <T> T weighted(List<T> list, ToIntFunction<T> weight, RandomGenerator random) {
        int left = random.nextInt(list.stream().mapToInt(weight).sum());
        for (T element : list) {
            left -= weight.applyAsInt(element);
            if (left < 0) {
                return element;
            }
        }
        throw new IllegalStateException("The weights changed");
    }
}
