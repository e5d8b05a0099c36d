package org.videoaction.model.published;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.videoaction.data.FileProblem;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;

/** Brings a file from a server; what came before an interruption is kept and gone on with, if it is still the same file. */
final class Download {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PROXY_PASSWORD = 407;
    private static final int PAST_THE_END = 416;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final long SILENCE_NANOS = 60_000_000_000L;
    private static final long POLL_MILLIS = 200;
    private static final int ATTEMPTS = 5;
    private static final int MOST_REDIRECTS = 10;
    private static final double MEGABYTE = 1e6;

    private final HttpClient client;
    private final Progress progress;

    /** @param progress is asked several times a second whether to go on */
    Download(ProxySelector proxy, Progress progress) {
        this.client = HttpClient.newBuilder().proxy(proxy).connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).build();
        this.progress = progress;
    }

    /**
     * Fills a file, from its end where it has a beginning of the same version, which a file beside it tells on the way.
     *
     * @param part the file on its way; what came is left there whatever happens
     * @throws IOException that says in words what the server, the way to it or the disk lacks
     */
    void fetch(URI address, Path part) throws IOException {
        long before = -1;
        for (int attempt = 1;; attempt++) {
            try {
                fetchOnce(address, part);
                Files.deleteIfExists(tag(part));
                return;
            } catch (BrokenOff e) {
                long now = Files.exists(part) ? Files.size(part) : 0;
                if (attempt == ATTEMPTS || now <= before) {
                    throw e;
                }
                before = now;
            }
        }
    }

    private void fetchOnce(URI address, Path part) throws IOException {
        Set<URI> seen = new HashSet<>();
        URI next = address;
        while (next != null) {
            if (!seen.add(next) || seen.size() > MOST_REDIRECTS) {
                throw new IOException("The server of " + address + " sends round in circles.");
            }
            next = request(next, part);
        }
    }

    private static Path tag(Path part) {
        return part.resolveSibling(part.getFileName() + ".tag");
    }

    /** @return where the server sends to, nothing when the file is there */
    private URI request(URI address, Path part) throws IOException {
        Path tag = tag(part);
        long there = Files.exists(part) && Files.exists(tag) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("User-Agent", "videoaction");
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-").header("If-Range", Files.readString(tag));
        }
        Sink sink = new Sink(part, tag, there);
        CompletableFuture<HttpResponse<Void>> response = client.sendAsync(request.build(), sink::body);
        try {
            return outcome(address, part, watch(address, response, sink), sink);
        } finally {
            response.cancel(true);
            sink.close();
        }
    }

    private URI outcome(URI address, Path part, HttpResponse<Void> answer, Sink sink) throws IOException {
        int status = answer.statusCode();
        if (REDIRECTS.contains(status)) {
            return redirected(address, answer.headers().firstValue("Location"));
        } else if (status == PAST_THE_END && Files.exists(part)) {
            Files.delete(part);
            throw new BrokenOff("The file at " + address + " is another one now. Try again.", null);
        } else if (status != OK && status != PARTIAL) {
            throw new IOException(refusal(address, status));
        } else if (sink.isPage) {
            throw new IOException("The server sent a web page in the place of " + address
                + ". Perhaps a sign-in page of the network answers; open the address in a browser.");
        }
        sink.checkWhole(address);
        return null;
    }

    private static URI redirected(URI from, Optional<String> location) throws IOException {
        URI to;
        try {
            to = from.resolve(location.orElseThrow(() -> new IOException("The server of " + from
                + " sends elsewhere without saying where.")));
        } catch (IllegalArgumentException e) {
            throw new IOException("The server of " + from + " sends to " + location.get() + ", which is no address.", e);
        }
        boolean safe = "https".equals(to.getScheme()) || "http".equals(to.getScheme()) && "http".equals(from.getScheme());
        if (!safe) {
            throw new IOException("The server of " + from + " sends to " + to + ", which is refused as not safe.");
        }
        return to;
    }

    private static String refusal(URI address, int status) {
        return switch (status) {
            case FORBIDDEN -> "The server refuses " + address + " (403). A proxy or a filter may stand between.";
            case NOT_FOUND -> "There is no longer a file at " + address + " (404).";
            case PROXY_PASSWORD -> "The proxy asks for a name and a password (407); give them where the proxy is set.";
            default -> "The server answers " + status + " for " + address + ".";
        };
    }

    private HttpResponse<Void> watch(URI address, CompletableFuture<HttpResponse<Void>> response, Sink sink)
        throws IOException {
        long heard = System.nanoTime();
        long last = 0;
        Pace pace = null;
        while (true) {
            try {
                return response.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long bytes = sink.written;
                heard = bytes == last ? heard : System.nanoTime();
                last = bytes;
                if (System.nanoTime() - heard > SILENCE_NANOS) {
                    throw new BrokenOff("Nothing has come from " + address + " for a minute. Try again: what came is kept.",
                        e);
                }
                if (pace == null && sink.total > 0) {
                    pace = new Pace("MB", megabytes(sink.total));
                }
                progress.report(pace == null ? 0 : (double) bytes / sink.total,
                    "Downloading " + (pace == null ? "from " + address.getHost() : pace.message(megabytes(bytes))));
            } catch (ExecutionException e) {
                throw problem(address, e.getCause(), sink);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException().initCause(e);
            }
        }
    }

    private static long megabytes(long bytes) {
        return Math.round(bytes / MEGABYTE);
    }

    private static IOException problem(URI address, Throwable cause, Sink sink) {
        if (sink.problem != null) {
            return sink.problem;
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException || at instanceof HttpConnectTimeoutException
                || at instanceof ConnectException) {
                return new IOException(
                    "The server " + address.getHost() + " cannot be reached. Is there a network, and does "
                        + "it need a proxy?",
                    cause);
            }
        }
        return sink.written > 0 ? sink.brokenOff(address, cause)
            : new IOException("The download of " + address + " failed: " + cause.getMessage(), cause);
    }

    /** The connection ended before the file did. */
    static final class BrokenOff extends IOException {

        private static final long serialVersionUID = 1;

        BrokenOff(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Takes what comes; the client's threads write, the caller's watches. */
    private static final class Sink {

        private final Path part;
        private final Path tag;
        private final long there;
        private OutputStream out;
        private boolean closed;
        private volatile long written;
        private volatile long total = -1;
        private volatile boolean isPage;
        private volatile IOException problem;

        Sink(Path part, Path tag, long there) {
            this.part = part;
            this.tag = tag;
            this.there = there;
        }

        HttpResponse.BodySubscriber<Void> body(ResponseInfo info) {
            int status = info.statusCode();
            boolean content = status == OK || status == PARTIAL;
            isPage = content && info.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT)
                .startsWith("text/html");
            if (!content || isPage) {
                return BodySubscribers.discarding();
            }
            try {
                open(info);
            } catch (IOException e) {
                problem = FileProblem.writing(part, e);
            }
            return BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(this::write));
        }

        private void open(ResponseInfo info) throws IOException {
            boolean goesOn = info.statusCode() == PARTIAL && there > 0;
            if (info.statusCode() == PARTIAL && !info.headers().firstValue("Content-Range").orElse("")
                .startsWith("bytes " + there + "-")) {
                throw new IOException("the server sent another piece of it than the one asked for");
            }
            written = goesOn ? there : 0;
            long length = info.headers().firstValueAsLong("Content-Length").orElse(-1);
            total = length < 0 ? -1 : written + length;
            Optional<String> strong = info.headers().firstValue("ETag").filter(value -> !value.startsWith("W/"))
                .or(() -> info.headers().firstValue("Last-Modified"));
            Files.deleteIfExists(tag);
            if (strong.isPresent()) {
                Files.writeString(tag, strong.get());
            }
            out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        }

        private synchronized void write(byte[] bytes) {
            if (problem != null || closed) {
                return;
            }
            try {
                out.write(bytes);
                written += bytes.length;
            } catch (IOException e) {
                problem = FileProblem.writing(part, e);
            }
        }

        void checkWhole(URI address) throws IOException {
            if (problem != null) {
                throw problem;
            } else if (total >= 0 && written != total) {
                throw brokenOff(address, null);
            }
        }

        BrokenOff brokenOff(URI address, Throwable cause) {
            return new BrokenOff("The download of " + address + " broke off after " + written + (total < 0 ? ""
                : " of " + total) + " bytes. Try again: it goes on from there.", cause);
        }

        synchronized void close() throws IOException {
            closed = true;
            if (out != null) {
                out.close();
            }
        }
    }
}
