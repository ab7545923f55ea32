package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Continuous batching: every slot runs its own request, which joins and leaves between two steps without
/// the others noticing.
///
/// Slots also remember what they hold. A request whose prompt begins like something held, be it another
/// sample of the same prompt or a shared system prompt, copies that beginning instead of computing it
/// again.
final class ContinuousScheduler implements Scheduler {
    private final SlotDecoder decoder;
    private final KvCache cache;
    private final int prefillChunk;
    private final Origin origin;
    private final List<Slot> slots = new ArrayList<>();
    private final PromptEnds promptEnds;
    private final Draws draws;

    ContinuousScheduler(SlotDecoder decoder, Draws draws, KvCache cache, int prefillChunk, Origin origin) {
        this.decoder = decoder;
        this.cache = cache;
        this.prefillChunk = prefillChunk;
        this.origin = origin;
        this.draws = draws;
        this.promptEnds = new PromptEnds(cache.slots());
        for (int i = 0; i < cache.slots(); i++) {
            slots.add(new Slot(i));
        }
    }

    @Override
    public boolean step(RequestQueue queue) {
        admit(queue);
        dropCancelled(queue);
        prefill(queue);
        if (queue.isEmpty()) {
            closeGaps();
        }
        decode(queue);
        return slots.stream().anyMatch(Slot::isBusy);
    }

    private void admit(RequestQueue queue) {
        while (true) {
            Optional<Sample> next = queue.peek();
            Optional<Slot> free = slots.stream().filter(slot -> !slot.isBusy()).findFirst();
            if (next.isEmpty() || free.isEmpty() || !mayJoin(next.get())) {
                return;
            }
            seat(queue.take(), free.get());
        }
    }

    /// A request that runs alone waits for an empty engine, and the others wait for it.
    private boolean mayJoin(Sample sample) {
        return slots.stream()
                .map(Slot::sample)
                .flatMap(Optional::stream)
                .noneMatch(running -> sample.runsAlone() || running.runsAlone());
    }

    private void seat(Sample sample, Slot slot) {
        if (sample.runsAlone()) {
            slots.forEach(Slot::clear);
            promptEnds.clear();
        }
        slot.seat(sample, sample.runsAlone() ? 0 : slot.commonBeginning(sample.promptIds()));
        sample.start(slot.held());
    }

    /// Takes over the beginning of the prompt from whichever slot holds most of it, and the logits behind
    /// the whole prompt if they are remembered. Without those, the last token is left to be read for its
    /// logits.
    private void borrow(Slot slot) {
        Sample sample = slot.sample().orElseThrow();
        int[] prompt = sample.promptIds();
        Optional<float[]> ready = promptEnds.logitsAfter(prompt);
        int usable = prompt.length - (ready.isPresent() ? 0 : 1);
        Slot source = slots.stream()
                .max((a, b) -> Integer.compare(a.commonBeginning(prompt), b.commonBeginning(prompt)))
                .orElseThrow();
        int common = Math.min(source.commonBeginning(prompt), usable);
        if (common > slot.held()) {
            cache.copyPrefix(source.index(), slot.index(), common);
            sample.reused(common - slot.held());
            slot.hold(prompt, common);
        }
        if (slot.held() > usable) {
            sample.reused(usable - slot.held());
            slot.hold(prompt, usable);
        }
        if (slot.held() == prompt.length) {
            slot.pendingLogits(ready.orElseThrow().clone());
        }
    }

    private void dropCancelled(RequestQueue queue) {
        for (Slot slot : slots) {
            slot.sample().filter(Sample::isCancelled).ifPresent(sample -> {
                sample.cancel();
                leave(slot, queue);
            });
        }
    }

    /// Reads prompts. While someone watches a reply being written, at most one chunk is read between two
    /// tokens.
    private void prefill(RequestQueue queue) {
        boolean someoneWatches = slots.stream()
                .filter(Slot::isDecoding)
                .map(Slot::sample)
                .flatMap(Optional::stream)
                .anyMatch(Sample::isStreaming);
        for (Slot slot : slots) {
            while (slot.needsPrefill()) {
                borrow(slot);
                if (slot.hasPendingLogits()) {
                    break;
                }
                prefillChunk(slot, queue);
                if (someoneWatches) {
                    return;
                }
            }
            if (slot.hasPendingLogits()) {
                Sample sample = slot.sample().orElseThrow();
                float[] logits = slot.takePendingLogits();
                advance(slot, () -> draws.first(sample, logits), queue);
            }
        }
    }

    private void prefillChunk(Slot slot, RequestQueue queue) {
        Sample sample = slot.sample().orElseThrow();
        int[] prompt = sample.promptIds();
        int from = slot.held();
        int to = Math.min(from + prefillChunk, prompt.length);
        try {
            reserve(to);
            float[] logits = decoder.prefill(slot.index(), from, Arrays.copyOfRange(prompt, from, to));
            slot.hold(prompt, to);
            if (to == prompt.length) {
                promptEnds.remember(prompt, logits);
                slot.pendingLogits(logits);
            }
        } catch (OrtException | RuntimeException e) {
            slot.clear();
            fail(slot, "reading the prompt failed: " + reason(e), queue);
        }
    }

    private void reserve(int tokens) {
        if (cache.wouldMove(tokens)) {
            decoder.forget();
            cache.reserve(tokens);
        }
    }

    /// Moves the last running requests into gaps before them, so that the next runs have fewer rows.
    private void closeGaps() {
        for (Slot gap : slots) {
            Slot last =
                    slots.reversed().stream().filter(Slot::isBusy).findFirst().orElse(gap);
            if (gap.isBusy() || last.index() <= gap.index()) {
                continue;
            }
            cache.copyPrefix(last.index(), gap.index(), last.held());
            gap.takeOver(last);
        }
    }

    private void decode(RequestQueue queue) {
        int rows = slots.reversed().stream()
                .filter(Slot::isDecoding)
                .findFirst()
                .map(slot -> slot.index() + 1)
                .orElse(0);
        if (rows == 0) {
            return;
        }
        try {
            reserve(slots.stream()
                            .filter(Slot::isBusy)
                            .mapToInt(Slot::held)
                            .max()
                            .orElse(0)
                    + 1);
            int[] tokens = new int[rows];
            int[] held = new int[rows];
            for (int i = 0; i < rows; i++) {
                Slot slot = slots.get(i);
                slot.keepAtMost(cache.capacity() - 1);
                tokens[i] = slot.isDecoding() ? slot.sample().orElseThrow().lastToken() : -1;
                held[i] = slot.held();
            }
            decoder.decode(tokens, held);
        } catch (OrtException | RuntimeException e) {
            failAll("the model run failed: " + reason(e), queue);
            return;
        }
        draw(queue);
    }

    /// A failed run leaves keys and values undefined.
    private void failAll(String reason, RequestQueue queue) {
        slots.forEach(Slot::clear);
        promptEnds.clear();
        slots.stream().filter(Slot::isBusy).toList().forEach(slot -> fail(slot, reason, queue));
    }

    private void draw(RequestQueue queue) {
        List<Slot> decoding = slots.stream().filter(Slot::isDecoding).toList();
        List<Future<Integer>> drawn = draws.of(decoding);
        for (int i = 0; i < decoding.size(); i++) {
            Slot slot = decoding.get(i);
            slot.hold(slot.sample().orElseThrow().lastToken());
            advance(slot, drawn.get(i)::get, queue);
        }
    }

    private void advance(Slot slot, Callable<Integer> drawn, RequestQueue queue) {
        Sample sample = slot.sample().orElseThrow();
        try {
            sample.write(drawn.call());
        } catch (ExecutionException e) {
            fail(slot, reason(Objects.requireNonNullElse(e.getCause(), e)), queue);
            return;
        } catch (Exception e) {
            fail(slot, reason(e), queue);
            return;
        }
        if (sample.isFinished()) {
            leave(slot, queue);
        }
    }

    private void leave(Slot slot, RequestQueue queue) {
        Sample sample = slot.sample().orElseThrow();
        slot.leave();
        sample.deliver(origin, sample.runsAlone() ? "alone" : "continuous");
        queue.finished();
    }

    private static void fail(Slot slot, String reason, RequestQueue queue) {
        Sample sample = slot.sample().orElseThrow();
        slot.leave();
        sample.fail(reason);
        queue.finished();
    }

    private static String reason(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    @Override
    public void cancelAll(RequestQueue queue) {
        slots.stream().filter(Slot::isBusy).toList().forEach(slot -> {
            slot.sample().orElseThrow().cancel();
            leave(slot, queue);
        });
    }

    @Override
    public void close() {
        draws.close();
        decoder.close();
        cache.close();
    }
}
