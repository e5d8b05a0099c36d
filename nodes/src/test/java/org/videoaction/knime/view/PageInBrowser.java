package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.knime.view.Chromium.Tab;

/** Opens pages of views in a browser, where there is one. */
abstract class PageInBrowser {

    static final int SMALL = 400;
    static final int LARGE = 1600;

    private static Chromium browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "Chromium is not installed");
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    /** A page as it is in a file, with its data in it. */
    static String page(String html, String data) {
        return html.replaceFirst("<script>", Matcher.quoteReplacement(
            "<script type=\"application/json\" id=\"initial-data\">" + data + "</script><script>"));
    }

    Tab open(ViewPage page, Object data, int width) throws IOException {
        return open(page, data, width, false);
    }

    Tab open(ViewPage page, Object data, int width, boolean dark) throws IOException {
        return open(page(page.html(), ViewPage.JSON.writeValueAsString(data)), width, dark);
    }

    Tab open(String html, int width, boolean dark) throws IOException {
        return browser.open(Files.writeString(folder.resolve("page.html"), html), width, 900, dark);
    }

    /** Nothing was complained of, nothing loaded, nothing sticks out, and everything that takes the focus has a name. */
    static void assertSound(Tab tab) {
        assertThat(tab.problems()).isEmpty();
        assertThat(tab.requests()).allMatch(address -> address.startsWith("file:") || address.startsWith("data:"))
            .filteredOn(address -> address.startsWith("file:")).hasSize(1);
        assertThat(tab.evaluate("document.documentElement.scrollWidth - innerWidth").asInt()).isNotPositive();
        assertThat(tab.evaluate("""
            [...document.querySelectorAll('[tabindex], button, input, select, [role=img], img:not([alt])')]
              .filter((node) => !node.ariaLabel && !node.closest('label')?.textContent.trim()
                && !node.textContent.trim()).map((node) => node.outerHTML)""")).isEmpty();
        assertThat(tab.number("h1")).isEqualTo(1);
    }

    /** What the button of a kind saves, as Base64. */
    static byte[] saved(Tab tab, String kind) {
        tab.evaluate("window.saved = null; URL.createObjectURL = (blob) => { window.saved = blob; return 'data:,'; };"
            + "[...document.querySelectorAll('.saves button')].find((button) => button.textContent === '" + kind
            + "').click()");
        tab.await("window.saved !== null");
        return Base64.getDecoder().decode(tab.evaluate("new Promise((done) => { const reader = new FileReader();"
            + "reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(window.saved); })").asText());
    }

    static Set<Integer> colours(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
            .boxed().collect(Collectors.toSet());
    }
}
