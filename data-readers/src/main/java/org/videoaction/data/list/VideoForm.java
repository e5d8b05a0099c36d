package org.videoaction.data.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.data.FilePath;
import org.videoaction.data.PackedList;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;

/** How listed videos are packed. Labels come again and again, so that each list has them once. */
final class VideoForm implements PackedList.Form<ListedVideo> {

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    @Override
    public void write(ListedVideo video, PackedList.Row row) {
        String path = video.video().toString();
        row.add(path);
        row.add(video.name().equals(path) ? null : video.name());
        addName(video.label(), row);
        addNames(video.labels(), row);
        Span.write(video.span(), row);
        row.add(video.frames());
        row.add(video.offset());
        addName(video.split(), row);
        row.add(video.boxes().size());
        for (LabelledBox box : video.boxes()) {
            row.add(box.place().x1());
            row.add(box.place().y1());
            row.add(box.place().x2());
            row.add(box.place().y2());
            addNames(box.labels(), row);
        }
    }

    @Override
    public ListedVideo read(PackedList.Row row) {
        String path = row.text();
        String name = row.text();
        String label = name(row);
        List<String> labels = names(row);
        Span span = Span.read(row);
        int frames = row.number();
        int offset = row.number();
        String split = name(row);
        List<LabelledBox> boxes = new ArrayList<>();
        for (int left = row.number(); left > 0; left--) {
            boxes.add(new LabelledBox(new RelativeBox(row.real(), row.real(), row.real(), row.real()), names(row)));
        }
        return new ListedVideo(FilePath.of(path), label, labels, span, frames, offset, split, boxes,
            name == null ? path : name);
    }

    private void addName(String name, PackedList.Row row) {
        if (name == null) {
            row.add(-1);
            return;
        }
        Integer number = numbers.putIfAbsent(name, names.size());
        if (number == null) {
            row.add(names.size());
            names.add(name);
        } else {
            row.add(number);
        }
    }

    private String name(PackedList.Row row) {
        int number = row.number();
        return number < 0 ? null : names.get(number);
    }

    private void addNames(List<String> all, PackedList.Row row) {
        row.add(all.size());
        all.forEach(one -> addName(one, row));
    }

    private List<String> names(PackedList.Row row) {
        List<String> all = new ArrayList<>();
        for (int left = row.number(); left > 0; left--) {
            all.add(name(row));
        }
        return List.copyOf(all);
    }
}
