package dev.telegramlake.local.s3;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of files for keys of objects. A key is a name, and never a path: each has a file of its own below the bucket's
/// folder, and no file but that.
///
/// What lies between the slashes of a key is the name of a folder, the last part that of a file. In both, what a file
/// system could take for more than a character, and all that is not ASCII, is written as `%XX`. For key `a` to have
/// room beside `a/b`, a name tells which of the two it is: one with an extension or a UUID at its end is a file, any
/// other a folder, and where it is not so, `%` marks the file and `%-` the folder. A part without characters is its
/// mark. Keys such as `updates/dt=2026-11-01/part-0.parquet` are their own names.
final class KeyFileNames {
    /// As on S3, in bytes of UTF-8.
    static final int MAX_KEY_BYTES = 1024;

    /// Of one name, on all usual file systems.
    static final int MAX_NAME_BYTES = 255;

    private static final String FILE_MARK = "%";
    private static final String FOLDER_MARK = "%-";
    private static final String SPECIAL = "%\\:*?\"<>|";
    private static final int DELETE = 0x7f;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern UUID_AT_END =
            Pattern.compile(".*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.DOTALL);

    private KeyFileNames() {}

    /// Path of a key's file, relative to the bucket's folder.
    ///
    /// @throws IllegalArgumentException when the key is empty or too long, or has a part that is too long
    static String encode(String key) {
        int length = key.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "A key has 1 to %d bytes, but this has %d".formatted(MAX_KEY_BYTES, length));
        }
        String[] parts = key.split("/", -1);
        List<String> names = new ArrayList<>(parts.length);
        for (int i = 0; i < parts.length - 1; i++) {
            names.add(folder(parts[i]));
        }
        names.add(checked(fileName(parts[parts.length - 1])));
        return String.join("/", names);
    }

    /// Name of the folder for a part of a key that a slash follows.
    ///
    /// @throws IllegalArgumentException when it is too long
    static String folder(String part) {
        return checked(folderName(part));
    }

    private static String folderName(String part) {
        return isFileLike(part) || part.isEmpty() ? escaped(part) + FOLDER_MARK : escaped(part);
    }

    private static String fileName(String part) {
        return isFileLike(part) ? escaped(part) : escaped(part) + FILE_MARK;
    }

    private static String checked(String name) {
        if (name.length() > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "Between its slashes a key has room for %d bytes, but this needs %d: special characters take three"
                            .formatted(MAX_NAME_BYTES, name.length()));
        }
        return name;
    }

    private static boolean isFileLike(String part) {
        return part.indexOf('.', 1) > 0 || UUID_AT_END.matcher(part).matches();
    }

    private static String escaped(String part) {
        StringBuilder name = new StringBuilder();
        for (byte unit : part.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = unit >= ' ' && unit < DELETE && SPECIAL.indexOf(unit) < 0;
            if (isPlain && !(unit == '.' && name.isEmpty())) {
                name.append((char) unit);
            } else {
                name.append('%').append(HEX.toHexDigits(unit));
            }
        }
        return name.toString();
    }

    /// What a name in a folder of the bucket stands for.
    ///
    /// @param text of the key, without a slash
    record Part(String text, boolean isFolder) {}

    /// Reads a name; empty for one that no key has.
    static Optional<Part> decode(String name) {
        boolean isFolder = name.endsWith(FOLDER_MARK);
        boolean isMarkedFile = !isFolder && name.endsWith(FILE_MARK);
        int mark = isFolder ? FOLDER_MARK.length() : isMarkedFile ? FILE_MARK.length() : 0;
        return unescaped(name.substring(0, name.length() - mark))
                .map(text -> new Part(text, isFolder || (!isMarkedFile && !isFileLike(text))))
                .filter(part -> (part.isFolder() ? folderName(part.text()) : fileName(part.text())).equals(name));
    }

    private static Optional<String> unescaped(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character != '%') {
                bytes.write(character);
            } else if (i + 2 < name.length() && isHex(name.charAt(i + 1)) && isHex(name.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isHex(char digit) {
        return HexFormat.isHexDigit(digit);
    }
}
