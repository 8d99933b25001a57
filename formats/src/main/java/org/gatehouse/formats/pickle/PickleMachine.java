package org.gatehouse.formats.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out the instructions of one pickle. */
final class PickleMachine {

  private static final int OLDEST_PROTOCOL = 2;
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleInput in;
  private final PickleStack stack;
  private final PickleClasses allowed;
  private final PersistentReferences references;
  private long frameEnd = -1;

  PickleMachine(
      PickleInput in, PickleLimits limits, PickleClasses allowed, PersistentReferences references) {
    this.in = in;
    this.stack = new PickleStack(limits);
    this.allowed = allowed;
    this.references = references;
  }

  @Nullable Object run() throws IOException {
    Opcode opcode = in.opcode();
    if (opcode != Opcode.PROTO) {
      throw in.site().refusal("expected PROTO as the first opcode, found " + opcode);
    }
    while (opcode != Opcode.STOP) {
      carryOut(opcode);
      closeFrame();
      opcode = in.opcode();
    }
    Object result = stack.pop(in);
    if (stack.size() > 0 || stack.hasMarks() || (frameEnd >= 0 && in.offset() != frameEnd)) {
      throw in.site().refusal("expected one value and no open frame or mark, found more");
    }
    return result;
  }

  private void carryOut(Opcode opcode) throws IOException {
    switch (opcode) {
      case PROTO -> protocol(in.u1());
      case FRAME -> openFrame(in.i8());
      case MARK -> stack.mark(in);
      case NONE -> push(null);
      case NEWTRUE -> push(true);
      case NEWFALSE -> push(false);
      case BININT -> push((long) in.i4());
      case BININT1 -> push((long) in.u1());
      case BININT2 -> push((long) in.u2());
      case LONG1 -> push(in.whole(in.u1()));
      case BINFLOAT -> push(in.f8());
      case BINUNICODE -> push(in.text(in.length()));
      case SHORT_BINUNICODE -> push(in.text(in.u1()));
      case BINBYTES -> push(bytes(in.length()));
      case SHORT_BINBYTES -> push(bytes(in.u1()));
      case EMPTY_LIST -> push(PickleList.list());
      case EMPTY_DICT -> push(new PickleDict(false));
      case EMPTY_TUPLE -> push(PickleList.tuple(List.of()));
      case TUPLE -> push(PickleList.tuple(stack.popToMark(in)));
      case TUPLE1 -> push(PickleList.tuple(stack.pop(1, in)));
      case TUPLE2 -> push(PickleList.tuple(stack.pop(2, in)));
      case TUPLE3 -> push(PickleList.tuple(stack.pop(3, in)));
      case APPEND -> append(stack.pop(1, in));
      case APPENDS -> append(stack.popToMark(in));
      case SETITEM -> setItem();
      case SETITEMS -> setItems(stack.popToMark(in));
      case GLOBAL -> global(in.line(), in.line());
      case STACK_GLOBAL -> stackGlobal();
      case REDUCE -> reduce();
      case BUILD -> build();
      case NEWOBJ -> newObject();
      case BINPERSID -> push(references.resolve(stack.pop(in), in.site()));
      case BINGET -> push(stack.remembered(in.u1(), in));
      case LONG_BINGET -> push(stack.remembered(in.length(), in));
      case BINPUT -> stack.memoize(in.u1(), in);
      case LONG_BINPUT -> stack.memoize(in.length(), in);
      case MEMOIZE -> stack.memoize(in);
      default -> throw in.site().refusal("expected another opcode here, found " + opcode);
    }
  }

  private void push(@Nullable Object value) {
    stack.push(value, in);
  }

  private void protocol(int version) {
    if (in.offset() != 2 || version < OLDEST_PROTOCOL || version > NEWEST_PROTOCOL) {
      throw in.site()
          .refusal(
              "expected one pickle of protocol %d to %d, found protocol %d"
                  .formatted(OLDEST_PROTOCOL, NEWEST_PROTOCOL, version));
    }
  }

  private void openFrame(long length) {
    if (frameEnd >= 0 || length < 0 || length > Long.MAX_VALUE - in.offset()) {
      throw in.site()
          .refusal(
              "expected a frame outside of another, found one of "
                  + Long.toUnsignedString(length)
                  + " bytes"
                  + (frameEnd < 0 ? "" : " in the frame that ends at offset " + frameEnd));
    }
    frameEnd = in.offset() + length;
  }

  private void closeFrame() {
    if (frameEnd >= 0 && in.offset() >= frameEnd) {
      if (in.offset() > frameEnd) {
        throw in.site().refusal("expected to end within its frame, at offset " + frameEnd);
      }
      frameEnd = -1;
    }
  }

  private ByteBuffer bytes(int length) throws IOException {
    return ByteBuffer.wrap(in.bytes(length)).asReadOnlyBuffer();
  }

  private void append(List<@Nullable Object> values) {
    if (!(stack.top(in) instanceof PickleList list) || list.isTuple()) {
      throw in.site().unexpected("a list to append to", stack.top(in));
    }
    list.addAll(values);
  }

  private void setItem() {
    Object value = stack.pop(in);
    Object key = stack.pop(in);
    dict().put(key, value, in.site());
  }

  private void setItems(List<@Nullable Object> items) {
    PickleDict dict = dict();
    if (items.size() % 2 != 0) {
      throw in.site().refusal("expected keys with values, found " + items.size() + " items");
    }
    PickleSite site = in.site();
    for (int i = 0; i < items.size(); i += 2) {
      dict.put(items.get(i), items.get(i + 1), site);
    }
  }

  private PickleDict dict() {
    if (!(stack.top(in) instanceof PickleDict dict)) {
      throw in.site().unexpected("a dict to set items of", stack.top(in));
    }
    return dict;
  }

  private void global(String module, String name) {
    PickleName global = new PickleName(module + "." + name);
    if (!allowed.contains(global)) {
      throw in.site()
          .refusal(
              "the name "
                  + PickleValues.quote(global.qualified())
                  + " is refused; it is not among those allowed here");
    }
    push(global);
  }

  private void stackGlobal() {
    Object second = stack.pop(in);
    Object first = stack.pop(in);
    if (!(first instanceof String module) || !(second instanceof String name)) {
      throw in.site().refusal("expected a module and a name, found " + both(first, second));
    }
    global(module, name);
  }

  private void reduce() {
    Object with = stack.pop(in);
    Object called = stack.pop(in);
    PickleFunction function = called instanceof PickleName name ? allowed.function(name) : null;
    if (function == null || !(with instanceof PickleList arguments) || !arguments.isTuple()) {
      throw in.site()
          .refusal("expected a call of an allowed function, found " + both(called, with));
    }
    push(function.call(arguments, in.site()));
  }

  private void newObject() {
    Object with = stack.pop(in);
    Object called = stack.pop(in);
    if (!(called instanceof PickleName name)
        || !allowed.isRecord(name)
        || !(with instanceof PickleList arguments)
        || arguments.size() != 0) {
      throw in.site()
          .refusal(
              "expected a new object of an allowed class without arguments, found "
                  + both(called, with));
    }
    push(new PickleRecord(name.qualified()));
  }

  private static String both(@Nullable Object first, @Nullable Object second) {
    return PickleValues.describe(first) + " with " + PickleValues.describe(second);
  }

  private void build() {
    Object state = stack.pop(in);
    if (!(stack.top(in) instanceof Buildable target)) {
      throw in.site().unexpected("a value that takes a state", stack.top(in));
    }
    target.build(state, in.site());
  }
}
