package dev.telegramlake.transform;

/// Text as the table can hold it.
final class Text {
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /// The same text, each half of a surrogate pair that stands alone replaced by U+FFFD: JSON can escape one,
    /// UTF-8 cannot hold it. Indexes stay the same.
    static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (mended == null) {
                mended = new StringBuilder(text);
            }
            mended.setCharAt(i, REPLACEMENT);
        }
        return mended == null ? text : mended.toString();
    }
}
