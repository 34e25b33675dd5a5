package dev.telegramlake.cdk;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A CloudFormation template, as it would be deployed.
record Template(Map<String, Object> json) {
    /// One of its resources.
    ///
    /// @param path of the construct that it comes from
    record Resource(String path, Map<String, Object> properties) {
        /// The value behind a path of names; null where there is none.
        @Nullable
        Object at(String... names) {
            Object value = properties;
            for (String name : names) {
                value = value instanceof Map<?, ?> map ? map.get(name) : null;
            }
            return value;
        }

        /// The text behind a path of names; empty where there is none.
        String text(String... names) {
            Object value = at(names);
            return value == null ? "" : String.valueOf(value);
        }

        /// The members behind a path of names; none where there are none.
        Map<String, Object> members(String... names) {
            return object(at(names));
        }

        /// The objects of the list behind a path of names.
        Stream<Map<String, Object>> list(String... names) {
            return at(names) instanceof List<?> list ? list.stream().map(Template::object) : Stream.of();
        }
    }

    /// All resources of a type.
    List<Resource> resources(String type) {
        return object(json.get("Resources")).entrySet().stream()
                .map(resource -> Map.entry(resource.getKey(), object(resource.getValue())))
                .filter(resource -> type.equals(resource.getValue().get("Type")))
                .map(resource -> new Resource(
                        String.valueOf(object(resource.getValue().get("Metadata"))
                                .getOrDefault("aws:cdk:path", resource.getKey())),
                        object(resource.getValue().get("Properties"))))
                .toList();
    }

    @SuppressWarnings("unchecked") // names are strings in JSON
    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
