package org.videoaction.data.annotation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.videoaction.data.annotation.Mark.Kind;
import org.videoaction.data.sampling.RelativeBox;

/** Draws marks into frames, in letters that fit the frame's size. */
final class Overlay {

    private static final Color BEHIND = new Color(0, 0, 0, 150);
    private static final Color PREDICTED = new Color(0x3CE03C);
    private static final Color TRUE = new Color(0xFF4B3C);
    private static final int LINES_OF_A_FRAME = 22;
    private static final int SMALLEST_LETTERS = 8;

    private final BufferedImage frame;
    private final Graphics2D canvas;
    private final FontMetrics letters;
    private final int stroke;
    /** Where the next words about the whole frame go. */
    private int next;

    Overlay(BufferedImage frame) {
        this.frame = frame;
        this.canvas = frame.createGraphics();
        int size = Math.max(SMALLEST_LETTERS, frame.getHeight() / LINES_OF_A_FRAME);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        this.letters = canvas.getFontMetrics();
        this.stroke = Math.max(1, size / 8);
        this.next = stroke;
    }

    /** Draws them, the truth last so that no prediction covers it, and lets go of the frame. */
    static void draw(BufferedImage frame, List<Mark> marks) {
        Overlay overlay = new Overlay(frame);
        for (Kind kind : Kind.values()) {
            marks.stream().filter(mark -> mark.kind() == kind).forEach(overlay::draw);
        }
        overlay.canvas.dispose();
    }

    private void draw(Mark mark) {
        Color colour = mark.kind() == Kind.PREDICTION ? PREDICTED : TRUE;
        if (mark.box() == null) {
            next = write(mark.lines(), stroke, next, colour);
        } else {
            drawBox(mark, colour);
        }
    }

    /** The words of predictions stand above the box, those of the truth below it. */
    private void drawBox(Mark mark, Color colour) {
        RelativeBox box = mark.box();
        int x1 = (int) Math.round(box.x1() * (frame.getWidth() - 1));
        int y1 = (int) Math.round(box.y1() * (frame.getHeight() - 1));
        int x2 = (int) Math.round(box.x2() * (frame.getWidth() - 1));
        int y2 = (int) Math.round(box.y2() * (frame.getHeight() - 1));
        canvas.setColor(colour);
        canvas.setStroke(mark.kind() == Kind.PREDICTION ? new BasicStroke(stroke)
            : new BasicStroke(stroke, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4 * stroke, 3 * stroke},
                0));
        canvas.drawRect(x1, y1, x2 - x1, y2 - y1);
        int height = mark.lines().size() * letters.getHeight();
        write(mark.lines(), x1, mark.kind() == Kind.PREDICTION ? y1 - height - stroke : y2 + stroke, colour);
    }

    /** Writes lines, moved into the frame where they would leave it; gives where the next line would go. */
    private int write(List<String> lines, int x, int y, Color colour) {
        int widest = lines.stream().mapToInt(letters::stringWidth).max().orElse(0);
        int left = Math.max(0, Math.min(x, frame.getWidth() - widest - 2 * stroke));
        int top = Math.max(0, Math.min(y, frame.getHeight() - lines.size() * letters.getHeight()));
        for (String line : lines) {
            canvas.setColor(BEHIND);
            canvas.fillRect(left, top, letters.stringWidth(line) + 2 * stroke, letters.getHeight());
            canvas.setColor(colour);
            canvas.drawString(line, left + stroke, top + letters.getAscent());
            top += letters.getHeight();
        }
        return top;
    }
}
