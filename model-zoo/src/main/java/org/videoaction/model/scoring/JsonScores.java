package org.videoaction.model.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.videoaction.data.list.Classes;

/** Writes scores as JSON: the names of the classes, then an object a video. */
final class JsonScores implements ScoreSink {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Classes classes;
    private final JsonGenerator json;

    JsonScores(OutputStream out, Classes classes) throws IOException {
        this.classes = classes;
        this.json = JSON.createGenerator(out).useDefaultPrettyPrinter().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writePOJOField("classes", classes);
        json.writeArrayFieldStart("videos");
    }

    @Override
    public void take(VideoScore score) throws IOException {
        Map<String, Object> video = new LinkedHashMap<>();
        video.put("video", score.video());
        video.put("labels", score.labels());
        video.put("prediction", ScoreFiles.prediction(score, classes));
        video.put("views", score.views());
        video.put("problem", score.problem());
        video.put("probabilities", score.probabilities());
        json.writePOJO(video);
    }

    void end() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }
}
