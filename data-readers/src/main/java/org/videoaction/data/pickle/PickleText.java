package org.videoaction.data.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Text as the oldest pickle protocol writes it, in escapes. */
public final class PickleText {

    private static final int MAX_SHOWN = 80;

    private PickleText() {
    }

    /** A Python 2 string in quotes; its bytes are the characters of the result. */
    static String quoted(String line) throws IOException {
        int end = line.length() - 1;
        if (end < 1 || line.charAt(0) != '\'' && line.charAt(0) != '"' || line.charAt(end) != line.charAt(0)) {
            throw new IOException("its pickle has a text without quotes");
        }
        return unescaped(line.substring(1, end), false);
    }

    /** A Unicode string, of which only some characters are escaped. */
    static String unicode(String line) throws IOException {
        return unescaped(line, true);
    }

    /** For messages. */
    public static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    /** Bytes that stand as the characters of a text. */
    static ByteBuffer latin(String text) throws IOException {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            if (text.charAt(i) > 0xff) {
                throw new IOException("its pickle has bytes that are none");
            }
            bytes[i] = (byte) text.charAt(i);
        }
        return ByteBuffer.wrap(bytes);
    }

    private static String unescaped(String line, boolean unicode) throws IOException {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            char escape = c == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : 0;
            int digits = switch (escape) {
                case 'x' -> unicode ? 0 : 2;
                case 'u' -> unicode ? 4 : 0;
                case 'U' -> unicode ? 8 : 0;
                default -> 0;
            };
            if (digits > 0) {
                text.appendCodePoint(codePoint(line, i + 2, digits));
                i += digits + 1;
            } else if (escape != 0 && !unicode) {
                text.append(plain(escape));
                i++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static int codePoint(String line, int start, int digits) throws IOException {
        try {
            int point = Integer.parseInt(line, start, Math.min(line.length(), start + digits), 16);
            if (start + digits <= line.length() && Character.isValidCodePoint(point)) {
                return point;
            }
        } catch (NumberFormatException e) {
            throw new IOException("its pickle has a damaged escape in a text", e);
        }
        throw new IOException("its pickle has a damaged escape in a text");
    }

    private static char plain(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }
}
