package org.videoaction.knime.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.videoaction.model.metrics.ComparedModel;

/**
 * The picture of accuracy over cost that papers show (Feichtenhofer et al. 2019, figure 2): a point a model, the
 * multiply-accumulates of all views of a video along a logarithmic axis, the accuracy along the other. A line joins the models
 * that are best for their cost.
 */
public final class AccuracyChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 600;
    private static final int LEFT = 90;
    private static final int RIGHT = 40;
    private static final int TOP = 40;
    private static final int BOTTOM = 80;
    private static final int LARGEST_POINT = 34;
    private static final int SMALLEST_POINT = 10;
    private static final Color DARK = new Color(0x2B2B2B);
    private static final Color ACCENT = new Color(0x1E8E7E);
    /** White through which a line still shows. */
    private static final Color PAPER = new Color(255, 255, 255, 210);
    private static final Color GRID = new Color(0xE3E3E3);

    private static final String LEGEND = "green: best for its cost; area: parameters";

    private final List<ComparedModel> models;
    private final String measure;
    private final double fewest;
    private final double most;
    private final double lowest;
    private final double highest;
    private final double step;

    /**
     * @param measure what the accuracy is, for example "Top-1"
     * @throws IllegalArgumentException when there are no models, or one has no cost or no accuracy
     */
    public AccuracyChart(List<ComparedModel> models, String measure) {
        if (models.isEmpty() || models.stream().anyMatch(model -> !(model.gigaFlopsOfVideo() > 0)
            || !(model.accuracy() >= 0 && model.accuracy() <= 1))) {
            throw new IllegalArgumentException(
                "A picture needs models, each with its multiply-accumulates, its views and an accuracy from 0 to 1.");
        }
        this.models = List.copyOf(models);
        this.measure = measure;
        double[] logs = models.stream().mapToDouble(model -> Math.log10(model.gigaFlopsOfVideo())).sorted().toArray();
        double margin = Math.max(0.3, (logs[logs.length - 1] - logs[0]) / 8);
        this.fewest = logs[0] - margin;
        this.most = logs[logs.length - 1] + margin;
        double[] shares = models.stream().mapToDouble(ComparedModel::accuracy).sorted().toArray();
        double range = Math.max(0.05, shares[shares.length - 1] - shares[0]);
        this.step = range > 0.4 ? 0.1 : range > 0.15 ? 0.05 : range > 0.08 ? 0.02 : 0.01;
        this.lowest = Math.max(0, Math.floor((shares[0] - range / 6) / step) * step);
        this.highest = Math.min(1, Math.ceil((shares[shares.length - 1] + range / 6) / step) * step);
    }

    /** 900 x 600 pixels. */
    public BufferedImage draw() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        axes(canvas);
        best(canvas);
        models.forEach(model -> point(canvas, model));
        models.forEach(model -> label(canvas, model));
        canvas.dispose();
        return image;
    }

    /** The picture as a PNG file. */
    public byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(draw(), "png", out);
        return out.toByteArray();
    }

    double x(double gigaFlops) {
        return LEFT + (Math.log10(gigaFlops) - fewest) / (most - fewest) * (WIDTH - LEFT - RIGHT);
    }

    double y(double accuracy) {
        return HEIGHT - BOTTOM - (accuracy - lowest) / (highest - lowest) * (HEIGHT - TOP - BOTTOM);
    }

    private void axes(Graphics2D canvas) {
        for (int power = (int) Math.floor(fewest); power <= most; power++) {
            for (int factor : new int[] {1, 2, 5}) {
                double value = factor * Math.pow(10, power);
                if (Math.log10(value) >= fewest && Math.log10(value) <= most) {
                    grid(canvas, new Line2D.Double(x(value), TOP, x(value), HEIGHT - BOTTOM));
                    centred(canvas, value >= 1 ? String.format(Locale.ROOT, "%.0f", value)
                        : String.valueOf((float) value), x(value), HEIGHT - BOTTOM + 22);
                }
            }
        }
        for (double share = lowest; share < highest + step / 2; share += step) {
            grid(canvas, new Line2D.Double(LEFT, y(share), WIDTH - RIGHT, y(share)));
            String text = String.format(Locale.ROOT, "%.0f%%", 100 * share);
            canvas.drawString(text, LEFT - 10 - canvas.getFontMetrics().stringWidth(text), (int) y(share) + 5);
        }
        centred(canvas, "Multiply-accumulates of a video: GFLOPs per view x views", (LEFT + WIDTH - RIGHT) / 2.0,
            HEIGHT - 28);
        canvas.drawString(measure, 16, TOP - 16);
        canvas.drawString(LEGEND, WIDTH - RIGHT - canvas.getFontMetrics().stringWidth(LEGEND), TOP - 16);
    }

    private static void grid(Graphics2D canvas, Line2D line) {
        canvas.setColor(GRID);
        canvas.draw(line);
        canvas.setColor(DARK);
    }

    private static void centred(Graphics2D canvas, String text, double x, int y) {
        canvas.drawString(text, (int) (x - canvas.getFontMetrics().stringWidth(text) / 2.0), y);
    }

    private void best(Graphics2D canvas) {
        List<ComparedModel> line = ComparedModel.cheapestFirst(
            models.stream().filter(model -> model.isBestForItsCost(models)).toList());
        Path2D path = new Path2D.Double();
        path.moveTo(x(line.get(0).gigaFlopsOfVideo()), y(line.get(0).accuracy()));
        line.forEach(model -> path.lineTo(x(model.gigaFlopsOfVideo()), y(model.accuracy())));
        canvas.setColor(ACCENT);
        canvas.setStroke(new BasicStroke(2));
        canvas.draw(path);
    }

    /** Its area shows the parameters. */
    private void point(Graphics2D canvas, ComparedModel model) {
        double size = size(model);
        double x = x(model.gigaFlopsOfVideo());
        double y = y(model.accuracy());
        canvas.setColor(model.isBestForItsCost(models) ? ACCENT : DARK);
        canvas.fill(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
    }

    private double size(ComparedModel model) {
        double largest = models.stream().mapToDouble(ComparedModel::megaParameters).filter(Double::isFinite).max().orElse(1);
        double share = Double.isFinite(model.megaParameters()) ? model.megaParameters() / largest : 0;
        return Math.max(SMALLEST_POINT, LARGEST_POINT * Math.sqrt(share));
    }

    /** The name above the point, legible across lines. */
    private void label(Graphics2D canvas, ComparedModel model) {
        FontMetrics metrics = canvas.getFontMetrics();
        int width = metrics.stringWidth(model.name());
        double middle = x(model.gigaFlopsOfVideo()) - width / 2.0;
        int x = (int) Math.max(LEFT, Math.min(middle, WIDTH - RIGHT - width));
        int y = (int) (y(model.accuracy()) - size(model) / 2 - 6);
        canvas.setColor(PAPER);
        canvas.fillRect(x - 2, y - metrics.getAscent(), width + 4, metrics.getAscent() + 3);
        canvas.setColor(DARK);
        canvas.drawString(model.name(), x, y);
    }
}
