package parallax.runner.decode.graph;

import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.onnx.ElementType;
import parallax.runner.model.onnx.OnnxGraph;

/// Through ONNX Runtime's IoBinding, which its Java API lacks: keys and values of a range of slots are
/// bound once as inputs and outputs, later runs bind only ids, mask and logits. The cache may be on a
/// graphics card; ids, mask and logits are in main memory.
///
/// @see <a href="https://onnxruntime.ai/docs/performance/tune-performance/iobinding.html">I/O
///     binding</a>
final class BindingRun implements GraphRun {
    private static final int CREATE_TENSOR_WITH_DATA = 49;
    private static final int CREATE_MEMORY_INFO = 68;
    private static final int CREATE_CPU_MEMORY_INFO = 69;
    private static final int RELEASE_MEMORY_INFO = 94;
    private static final int RELEASE_VALUE = 96;
    private static final int RUN_WITH_BINDING = 133;
    private static final int CREATE_IO_BINDING = 134;
    private static final int RELEASE_IO_BINDING = 135;
    private static final int BIND_INPUT = 136;
    private static final int BIND_OUTPUT = 137;

    // OrtAllocatorType, OrtMemType and a device's number
    private static final int DEVICE_ALLOCATOR = 0;
    private static final int DEFAULT_MEMORY = 0;
    private static final int FIRST_DEVICE = 0;

    private final OrtApi api;
    private final MemorySegment session;
    private final MemorySegment runOptions;
    private final OnnxGraph graph;
    private final int cacheType;
    private final KvCache cache;
    private final Arena names = Arena.ofShared();
    private final Map<String, MemorySegment> nameOf = new HashMap<>();
    private final MemorySegment cpu;
    private final MemorySegment cacheMemory;
    private final Map<SlotRange, Bound> bounds = new HashMap<>();

    /// A binding and the cache tensors bound in it.
    private record Bound(MemorySegment binding, List<MemorySegment> values) {}

    BindingRun(OrtSession session, OrtSession.RunOptions runOptions, ModelFolder folder, KvCache cache) {
        this.api = OrtApi.find()
                .orElseThrow(() -> new IllegalStateException(
                        "ONNX Runtime's functions cannot be found in this process; use pinned outputs instead"));
        this.session = handle(OrtSession.class, session);
        this.runOptions = handle(OrtSession.RunOptions.class, runOptions);
        this.graph = folder.graph();
        this.cacheType = folder.shape().cacheType();
        this.cache = cache;
        this.cpu = created(CREATE_CPU_MEMORY_INFO, DEVICE_ALLOCATOR, DEFAULT_MEMORY);
        this.cacheMemory = created(
                CREATE_MEMORY_INFO, name(cache.memory().name()), DEVICE_ALLOCATOR, FIRST_DEVICE, DEFAULT_MEMORY);
    }

    /// The Java classes keep the native object in a private field.
    private static MemorySegment handle(Class<?> type, Object object) {
        try {
            Field field = type.getDeclaredField("nativeHandle");
            field.setAccessible(true);
            return MemorySegment.ofAddress(field.getLong(object));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "this version of ONNX Runtime's Java package keeps its handles elsewhere; use pinned outputs instead",
                    e);
        }
    }

    /// Calls a function that returns a new object through its last argument.
    private MemorySegment created(int function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = out;
            api.call(function, all);
            return out.get(ValueLayout.ADDRESS, 0);
        }
    }

    @Override
    public long run(StepInputs step, int firstSlot, LogitsBuffer logits, int logitsRows) {
        Bound bound = bound(firstSlot, step.rows());
        List<MemorySegment> values = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            bindNumbers(bound, values, arena, "input_ids", step.ids(), step.rows(), step.columns());
            bindNumbers(bound, values, arena, "attention_mask", step.mask(), step.rows(), step.maskWidth());
            bindNumbers(bound, values, arena, "position_ids", step.positions(), step.rows(), step.columns());
            ByteBuffer rows = logits.rows(step.rows() * logitsRows);
            MemorySegment target = tensor(
                    cpu,
                    MemorySegment.ofBuffer(rows),
                    logits.elementType(),
                    step.rows(),
                    logitsRows,
                    logits.vocabulary());
            values.add(target);
            api.call(BIND_OUTPUT, bound.binding(), name("logits"), target);
            long started = System.nanoTime();
            api.call(RUN_WITH_BINDING, session, runOptions, bound.binding());
            return System.nanoTime() - started;
        } finally {
            values.forEach(value -> api.release(RELEASE_VALUE, value));
        }
    }

    private void bindNumbers(
            Bound bound, List<MemorySegment> values, Arena arena, String input, long[] numbers, long... shape) {
        OnnxGraph.Value wanted = graph.input(input).orElse(null);
        if (wanted == null) {
            return;
        }
        MemorySegment data;
        if (wanted.elementType() == ElementType.INT32) {
            data = arena.allocate(ValueLayout.JAVA_INT, numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                data.setAtIndex(ValueLayout.JAVA_INT, i, Math.toIntExact(numbers[i]));
            }
        } else {
            data = arena.allocateFrom(ValueLayout.JAVA_LONG, numbers);
        }
        MemorySegment value = tensor(cpu, data, wanted.elementType(), shape);
        values.add(value);
        api.call(BIND_INPUT, bound.binding(), name(input), value);
    }

    /// An ONNX Runtime value over memory that remains ours.
    private MemorySegment tensor(MemorySegment place, MemorySegment data, int elementType, long... shape) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment dimensions = arena.allocateFrom(ValueLayout.JAVA_LONG, shape);
            return created(
                    CREATE_TENSOR_WITH_DATA,
                    place,
                    data,
                    data.byteSize(),
                    dimensions,
                    (long) shape.length,
                    elementType);
        }
    }

    private MemorySegment name(String name) {
        return nameOf.computeIfAbsent(name, names::allocateFrom);
    }

    private Bound bound(int first, int count) {
        return bounds.computeIfAbsent(new SlotRange(first, count), range -> {
            Bound bound = new Bound(created(CREATE_IO_BINDING, session), new ArrayList<>());
            for (int tensor = 0; tensor < cache.tensors(); tensor++) {
                MemorySegment value = tensor(
                        cacheMemory, cache.view(tensor, first, count), cacheType, cache.viewShape(tensor, count));
                bound.values().add(value);
                api.call(BIND_INPUT, bound.binding(), name(GraphTensors.pastName(tensor)), value);
                api.call(BIND_OUTPUT, bound.binding(), name(GraphTensors.presentName(tensor)), value);
            }
            return bound;
        });
    }

    @Override
    public void forget() {
        bounds.values().forEach(bound -> {
            api.release(RELEASE_IO_BINDING, bound.binding());
            bound.values().forEach(value -> api.release(RELEASE_VALUE, value));
        });
        bounds.clear();
    }

    @Override
    public void close() {
        forget();
        api.release(RELEASE_MEMORY_INFO, cpu);
        api.release(RELEASE_MEMORY_INFO, cacheMemory);
        names.close();
    }
}
