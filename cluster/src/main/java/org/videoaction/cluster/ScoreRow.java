package org.videoaction.cluster;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.videoaction.data.list.Classes;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.VideoScore;

/**
 * The columns of scores, a row a video: {@code probabilities}, one a class, are null where {@code problem} says why, and
 * {@code features} and {@code clips} where they were not asked for. {@code host} is where it was scored.
 */
final class ScoreRow {

    private static final ArrayType NUMBERS = DataTypes.createArrayType(DataTypes.FloatType, false);
    private static final ArrayType TEXTS = DataTypes.createArrayType(DataTypes.StringType, false);
    private static final StructType CLIP = new StructType().add("start_frame", DataTypes.LongType, false)
        .add("clip", DataTypes.IntegerType, false).add("crop", DataTypes.IntegerType, false)
        .add("probabilities", NUMBERS, false);

    static final StructType SCHEMA = new StructType().add(VideoRow.NUMBER, DataTypes.LongType, false)
        .add("video", DataTypes.StringType, false).add("labels", TEXTS, false).add("prediction", DataTypes.StringType)
        .add("views", DataTypes.IntegerType, false).add("probabilities", NUMBERS).add("features", NUMBERS)
        .add("clips", DataTypes.createArrayType(CLIP, false)).add("problem", DataTypes.StringType)
        .add("host", DataTypes.StringType, false);

    private ScoreRow() {
    }

    /** @param clips of the video, or null where they were not asked for */
    static Row of(long number, VideoScore score, List<ClipScore> clips, Classes classes, String host) {
        return RowFactory.create(number, score.video(), score.labels().toArray(),
            score.probabilities() == null ? null : classes.name(score.best()), score.views(), boxed(score.probabilities()),
            boxed(score.features()), clips == null || score.problem() != null ? null
                : clips.stream().map(clip -> RowFactory.create(clip.startFrame(), clip.clip(), clip.crop(),
                    boxed(clip.probabilities()))).toArray(),
            score.problem(), host);
    }

    static VideoScore score(Row row) {
        List<String> labels = row.getList(row.fieldIndex("labels"));
        return new VideoScore(row.getAs("video"), labels, row.<Integer>getAs("views"), numbers(row, "probabilities"),
            numbers(row, "features"), row.getAs("problem"));
    }

    private static float[] numbers(Row row, String name) {
        if (row.isNullAt(row.fieldIndex(name))) {
            return null;
        }
        List<Float> boxed = row.getList(row.fieldIndex(name));
        float[] numbers = new float[boxed.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = boxed.get(i);
        }
        return numbers;
    }

    private static Object[] boxed(float[] numbers) {
        if (numbers == null) {
            return null;
        }
        Object[] boxed = new Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            boxed[i] = numbers[i];
        }
        return boxed;
    }
}
