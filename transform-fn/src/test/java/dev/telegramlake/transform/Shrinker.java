package dev.telegramlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Makes an update that fails a test as small as it can be and still fail.
final class Shrinker {
    private Shrinker() {}

    /// @param fails true for the update itself
    static ObjectNode shrink(ObjectNode update, Predicate<ObjectNode> fails) {
        ObjectNode smallest = update;
        Optional<ObjectNode> smaller = Optional.of(update);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest)
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .filter(fails)
                    .findFirst();
        }
        return smallest;
    }

    /// Everything that is one step smaller: a part instead of the whole, or the whole without a part.
    private static Stream<JsonNode> smaller(JsonNode node) {
        Stream<JsonNode> parts = StreamSupport.stream(node.spliterator(), false);
        return Stream.concat(parts, withoutAPart(node));
    }

    private static Stream<JsonNode> withoutAPart(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            Stream<JsonNode> without =
                    names.stream().map(name -> object.deepCopy().without(name));
            Stream<JsonNode> within = names.stream()
                    .flatMap(name -> smaller(object.get(name))
                            .map(value -> object.deepCopy().set(name, value)));
            return Stream.concat(without, within);
        }
        if (node instanceof ArrayNode array) {
            Stream<JsonNode> without = IntStream.range(0, array.size()).mapToObj(index -> {
                ArrayNode copy = array.deepCopy();
                copy.remove(index);
                return copy;
            });
            Stream<JsonNode> within = IntStream.range(0, array.size())
                    .boxed()
                    .flatMap(index -> smaller(array.get(index))
                            .map(value -> array.deepCopy().set(index, value)));
            return Stream.concat(without, within);
        }
        if (node.isTextual() && node.textValue().length() > 1) {
            String text = node.textValue();
            return Stream.of(text.substring(0, text.length() / 2), text.substring(text.length() / 2), text.substring(1))
                    .map(TextNode::valueOf);
        }
        return Stream.empty();
    }
}
