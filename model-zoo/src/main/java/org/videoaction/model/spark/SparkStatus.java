package org.videoaction.model.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What Spark's REST interface says of an application. */
final class SparkStatus {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String address;

    /** @param driver the address of the driver's pages */
    SparkStatus(String driver, String application) {
        this.address = driver + "/api/v1/applications/" + application + "/jobs?status=running";
    }

    /** The share of the tasks of what runs now that are done, from 0 to 1; nothing where nobody answers or nothing runs. */
    Optional<Double> tasksDone() {
        try {
            HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofByteArray());
            double all = 0;
            double done = 0;
            for (JsonNode job : JSON.readTree(answer.body())) {
                all += job.path("numTasks").asInt();
                done += job.path("numCompletedTasks").asInt();
            }
            return all == 0 ? Optional.empty() : Optional.of(done / all);
        } catch (IOException | IllegalArgumentException e) {
            // progress is no reason to fail
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
