package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import parallax.runner.decode.graph.KvCache;
import parallax.runner.decode.graph.OnnxEnvironment;
import parallax.runner.decode.sampling.TokenDraws;

/// Continuous batching: every slot runs its own request, which joins and leaves between two steps
/// without the others noticing.
///
/// Slots also remember the tokens they hold. A request whose prompt begins like one of them (another
/// reply to the same prompt, or a shared system prompt) copies that prefix instead of computing it
/// again.
///
/// A graph may compute everything of a run in one of two ways, by the length of the longest row
/// ([parallax.runner.model.onnx.LengthSwitch]). Then rows of one side only share a run, prompts beyond
/// the switch are read as such from their first piece on, nothing is borrowed across it, and a reply
/// that crosses it is read anew.
final class ContinuousScheduler implements Scheduler {
    private final SlotDecoder decoder;
    private final KvCache cache;
    private final int prefillChunk;
    private final int switchAt;
    private final List<Slot> slots = new ArrayList<>();
    private final PromptEnds promptEnds;
    private final TokenDraws draws;
    private final EngineTimes times;
    private long seated;

    /// @param switchAt the most tokens that the graph computes in its first way; the largest `int` for
    ///     graphs that know only one
    ContinuousScheduler(
            SlotDecoder decoder, TokenDraws draws, KvCache cache, int prefillChunk, int switchAt, EngineTimes times) {
        this.decoder = decoder;
        this.cache = cache;
        this.prefillChunk = prefillChunk;
        this.switchAt = switchAt;
        this.draws = draws;
        this.times = times;
        this.promptEnds = new PromptEnds(cache.slots());
        for (int i = 0; i < cache.slots(); i++) {
            slots.add(new Slot(i));
        }
    }

    @Override
    public boolean step(RequestQueue queue) throws OrtException {
        dropCancelled(queue);
        admit(queue);
        if (prefill(queue) && !someoneWatches()) {
            return true;
        }
        if (queue.isEmpty()) {
            closeGaps();
        }
        decode(queue);
        return slots.stream().anyMatch(Slot::isBusy);
    }

    private void dropCancelled(RequestQueue queue) {
        for (Slot slot : slots) {
            slot.reply().filter(ReplyInProgress::isCancelled).ifPresent(reply -> {
                reply.cancel();
                leave(slot, queue);
            });
        }
    }

    private void admit(RequestQueue queue) {
        while (true) {
            List<Slot> free = slots.stream().filter(slot -> !slot.isBusy()).toList();
            ReplyInProgress next = free.isEmpty() ? null : queue.peek().orElse(null);
            if (next == null || !mayJoin(next)) {
                return;
            }
            if (next.runsAlone()) {
                forget();
            }
            boolean beyond = isBeyondSwitch(next.promptIds().length);
            Slot slot = place(free, next.promptIds(), beyond);
            slot.seat(queue.take(), ++seated, beyond);
            next.start("continuous");
            next.reused(slot.held());
            borrow(slot);
        }
    }

    private boolean isBeyondSwitch(int tokens) {
        return tokens > switchAt;
    }

    /// A request that runs alone waits for an empty engine, and the others wait for it.
    private boolean mayJoin(ReplyInProgress reply) {
        return slots.stream()
                .map(Slot::reply)
                .flatMap(Optional::stream)
                .noneMatch(running -> reply.runsAlone() || running.runsAlone());
    }

    /// The slot where a request costs the others least: the one it continues or else the least recently
    /// used one.
    private static Slot place(List<Slot> free, int[] prompt, boolean beyond) {
        return free.stream()
                .filter(slot -> slot.isContinuedBy(prompt, beyond))
                .max(Comparator.comparingInt(slot -> slot.commonBeginning(prompt, beyond)))
                .or(() -> free.stream().min(Comparator.comparingLong(Slot::usedLast)))
                .orElseThrow();
    }

    /// Copies the prefix of the prompt from whichever slot holds most of it, and takes the logits at
    /// the prompt's end if they are remembered. If not, the last token is left to be read for its
    /// logits.
    private void borrow(Slot slot) {
        ReplyInProgress reply = slot.reply().orElseThrow();
        int[] prompt = slot.goal();
        boolean beyond = slot.isBeyondSwitch();
        Optional<float[]> ready = promptEnds.logitsAfter(prompt);
        int usable = prompt.length - (ready.isPresent() ? 0 : 1);
        Slot source = slots.stream()
                .max(Comparator.comparingInt(other -> other.commonBeginning(prompt, beyond)))
                .orElseThrow();
        int common = Math.min(source.commonBeginning(prompt, beyond), usable);
        if (common > slot.held()) {
            cache.copyPrefix(source.index(), slot.index(), common);
            reply.reused(common - slot.held());
            slot.hold(prompt, common);
        }
        if (slot.held() > usable) {
            reply.reused(usable - slot.held());
            slot.hold(prompt, usable);
        }
        if (slot.held() == prompt.length) {
            slot.pendingLogits(ready.orElseThrow().clone());
        }
    }

    private boolean someoneWatches() {
        return slots.stream()
                .filter(Slot::isDecoding)
                .map(Slot::reply)
                .flatMap(Optional::stream)
                .anyMatch(ReplyInProgress::isStreaming);
    }

    /// Reads at most one chunk of a prompt, that of the request that came first, and draws the first
    /// token of every reply whose prompt has been read.
    ///
    /// @return whether prompts are left to read
    private boolean prefill(RequestQueue queue) {
        boolean read = false;
        for (Slot slot : slots.stream()
                .filter(Slot::isReading)
                .sorted(Comparator.comparingLong(Slot::usedLast))
                .toList()) {
            if (!slot.hasPendingLogits()) {
                borrow(slot);
            }
            if (!slot.hasPendingLogits()) {
                if (read) {
                    return true;
                }
                prefillChunk(slot, queue);
                read = true;
            }
            if (slot.hasPendingLogits()) {
                ReplyInProgress reply = slot.reply().orElseThrow();
                float[] logits = slot.takePendingLogits();
                advance(slot, () -> drawnFirst(reply, logits), queue);
            } else if (slot.isReading()) {
                return true;
            }
        }
        return false;
    }

    private void prefillChunk(Slot slot, RequestQueue queue) {
        int[] prompt = slot.goal();
        int from = slot.held();
        int to = Math.min(from + prefillChunk, prompt.length);
        int width = slot.isBeyondSwitch() ? Math.max(to, switchAt + 1) : to;
        try {
            reserve(width);
            float[] logits = decoder.prefill(slot.index(), from, Arrays.copyOfRange(prompt, from, to), width);
            slot.hold(prompt, to);
            if (to == prompt.length) {
                promptEnds.remember(prompt, logits);
                slot.pendingLogits(logits);
            }
        } catch (OrtException | RuntimeException e) {
            slot.clear();
            fail(slot, "reading the prompt failed: " + OnnxEnvironment.reason(e), queue);
        }
    }

    private void reserve(int tokens) {
        if (cache.wouldMove(tokens)) {
            decoder.forget();
            cache.reserve(tokens);
        }
    }

    /// Moves the last running requests into gaps before them, so that the next runs have fewer rows.
    /// What a gap remembers moves to their place.
    private void closeGaps() {
        for (int gap = 0; gap < slots.size(); gap++) {
            int last = slots.size() - 1;
            while (last > gap && !slots.get(last).isBusy()) {
                last--;
            }
            if (last > gap && !slots.get(gap).isBusy()) {
                cache.swapPrefixes(
                        last, slots.get(last).held(), gap, slots.get(gap).held());
                Collections.swap(slots, last, gap);
                slots.get(last).moveTo(last);
                slots.get(gap).moveTo(gap);
            }
        }
    }

    private void decode(RequestQueue queue) throws OrtException {
        slots.stream()
                .filter(Slot::isDecoding)
                .filter(slot -> !slot.isBeyondSwitch() && isBeyondSwitch(slot.held() + 1))
                .forEach(Slot::readAnew);
        if (slots.stream().noneMatch(Slot::isDecoding)) {
            return;
        }
        reserve(slots.stream().filter(Slot::isBusy).mapToInt(Slot::held).max().orElse(0) + 1);
        slots.forEach(slot -> slot.keepAtMost(cache.capacity() - 1));
        for (List<Slot> together : runs()) {
            int[] tokens = together.stream()
                    .mapToInt(slot ->
                            slot.isDecoding() ? slot.reply().orElseThrow().lastToken() : -1)
                    .toArray();
            decoder.decode(
                    together.getFirst().index(),
                    tokens,
                    together.stream().mapToInt(Slot::held).toArray());
            draw(together, queue);
        }
    }

    /// Neighbouring slots that share a run, up to the last one in each that writes. A slot that holds
    /// more than the others' side of the switch cannot even be idle beside them.
    private List<List<Slot>> runs() {
        List<List<Slot>> runs = new ArrayList<>();
        int begin = 0;
        int last = -1;
        boolean beyond = false;
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            boolean widens = isBeyondSwitch(slot.held() + 1);
            if (last >= 0 && (slot.isDecoding() ? widens != beyond : widens && !beyond)) {
                runs.add(slots.subList(begin, last + 1));
                begin = i;
                last = -1;
            }
            if (slot.isDecoding()) {
                last = i;
                beyond = widens;
            } else if (last < 0 && widens) {
                begin = i + 1;
            }
        }
        if (last >= 0) {
            runs.add(slots.subList(begin, last + 1));
        }
        return runs;
    }

    /// The first token of a reply, from the logits at the end of its prompt.
    private int drawnFirst(ReplyInProgress reply, float[] logits) {
        long started = System.nanoTime();
        try {
            return draws.one((row, candidates) -> reply.drawn(logits, candidates));
        } finally {
            times.addSampling(System.nanoTime() - started);
        }
    }

    private void draw(List<Slot> together, RequestQueue queue) {
        List<Slot> decoding = together.stream().filter(Slot::isDecoding).toList();
        long started = System.nanoTime();
        List<Future<Integer>> drawn =
                draws.all(decoding.stream().map(this::draw).toList());
        times.addSampling(System.nanoTime() - started);
        for (int i = 0; i < decoding.size(); i++) {
            Slot slot = decoding.get(i);
            slot.hold(slot.reply().orElseThrow().lastToken());
            advance(slot, drawn.get(i)::get, queue);
        }
    }

    /// The next token of a slot's reply, from its row of the last decode.
    private TokenDraws.Draw draw(Slot slot) {
        return (row, candidates) -> {
            decoder.logits(slot.index(), row);
            return slot.reply().orElseThrow().drawn(row, candidates);
        };
    }

    private void advance(Slot slot, Callable<Integer> drawn, RequestQueue queue) {
        ReplyInProgress reply = slot.reply().orElseThrow();
        try {
            reply.write(drawn.call());
        } catch (ExecutionException e) {
            reply.fail(OnnxEnvironment.reason(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (Exception e) {
            reply.fail(OnnxEnvironment.reason(e));
        }
        if (reply.isFinished()) {
            leave(slot, queue);
        }
    }

    private static void leave(Slot slot, RequestQueue queue) {
        ReplyInProgress reply = slot.reply().orElseThrow();
        slot.leave();
        queue.finish(reply);
    }

    private static void fail(Slot slot, String reason, RequestQueue queue) {
        slot.reply().orElseThrow().fail(reason);
        leave(slot, queue);
    }

    private void forget() {
        slots.forEach(Slot::clear);
        promptEnds.clear();
    }

    @Override
    public void endAll(RequestQueue queue, Consumer<ReplyInProgress> ending) {
        forget();
        slots.stream().filter(Slot::isBusy).toList().forEach(slot -> {
            ending.accept(slot.reply().orElseThrow());
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
