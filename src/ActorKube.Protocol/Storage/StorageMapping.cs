using ActorKube.Model.Objects;
using ActorKube.Protocol.Serialization;
using static ActorKube.Protocol.Objects.ObjectMapping;
using static ActorKube.Protocol.Storage.WriteMapping;

namespace ActorKube.Protocol.Storage;

/// <summary>The messages of the storage conversation, to the wire and back.</summary>
internal static class StorageMapping
{
    private static readonly WireEnum<WriteOutcome, Wire.WriteOutcome> Outcomes = new(
        (WriteOutcome.Refused, Wire.WriteOutcome.Refused),
        (WriteOutcome.Created, Wire.WriteOutcome.Created),
        (WriteOutcome.Changed, Wire.WriteOutcome.Changed),
        (WriteOutcome.Unchanged, Wire.WriteOutcome.Unchanged),
        (WriteOutcome.Removed, Wire.WriteOutcome.Removed));

    private static readonly WireEnum<WatchEventType, Wire.WatchEventType> EventTypes = new(
        (WatchEventType.Added, Wire.WatchEventType.Added),
        (WatchEventType.Modified, Wire.WatchEventType.Modified),
        (WatchEventType.Deleted, Wire.WatchEventType.Deleted));

    public static Wire.SubmitWrites Map(SubmitWrites message) => new()
    {
        Id = message.Id, Writes = { message.Writes.Select(WriteToWire) }, Atomic = message.Atomic,
    };

    public static SubmitWrites Map(Wire.SubmitWrites wire) => new(wire.Id, [.. wire.Writes.Select(WriteFromWire)], wire.Atomic);

    public static Wire.WritesAnswered Map(WritesAnswered message) => new()
    {
        Id = message.Id, Revision = message.Revision.Value, Results = { message.Results.Select(Map) },
    };

    public static WritesAnswered Map(Wire.WritesAnswered wire) => new(wire.Id, new Revision(wire.Revision), [.. wire.Results.Select(Map)]);

    public static Wire.GetObject Map(GetObject message) => new() { Id = message.Id, Key = ToWire(message.Key) };

    public static GetObject Map(Wire.GetObject wire) => new(wire.Id, FromWire(wire.Key));

    public static Wire.ObjectRead Map(ObjectRead message) => new()
    {
        Id = message.Id, Revision = message.Revision.Value, Object = message.Object is { } value ? ToWire(value) : null,
    };

    public static ObjectRead Map(Wire.ObjectRead wire) =>
        new(wire.Id, new Revision(wire.Revision), wire.Object is { } value ? FromWire(value) : null);

    public static Wire.ListObjects Map(ListObjects message)
    {
        var wire = new Wire.ListObjects
        {
            Id = message.Id, Kind = ToWire(message.Kind), LabelSelector = message.LabelSelector, After = message.After, Limit = message.Limit,
        };
        if (message.Namespace is not null)
            wire.Namespace = message.Namespace;
        return wire;
    }

    public static ListObjects Map(Wire.ListObjects wire) =>
        new(wire.Id, FromWire(wire.Kind), wire.HasNamespace ? wire.Namespace : null, wire.LabelSelector, wire.After, wire.Limit);

    public static Wire.ObjectsListed Map(ObjectsListed message) => new()
    {
        Id = message.Id, Revision = message.Revision.Value, Objects = { message.Objects.Select(ToWire) }, More = message.More,
        Refusal = message.Refusal is { } refusal ? ToWire(refusal) : null,
    };

    public static ObjectsListed Map(Wire.ObjectsListed wire) => new(
        wire.Id, new Revision(wire.Revision), [.. wire.Objects.Select(FromWire)], wire.More, wire.Refusal is { } refusal ? FromWire(refusal) : null);

    public static Wire.WatchObjects Map(WatchObjects message)
    {
        var wire = new Wire.WatchObjects
        {
            WatchId = message.WatchId, Kinds = { message.Kinds.Select(ToWire) }, NodeNames = { message.NodeNames }, From = message.From.Value,
        };
        if (message.Namespace is not null)
            wire.Namespace = message.Namespace;
        return wire;
    }

    public static WatchObjects Map(Wire.WatchObjects wire) => new(
        wire.WatchId, [.. wire.Kinds.Select(FromWire)], wire.HasNamespace ? wire.Namespace : null, [.. wire.NodeNames], new Revision(wire.From));

    public static Wire.WatchEvents Map(WatchEvents message) => new()
    {
        WatchId = message.WatchId, Sequence = message.Sequence, Revision = message.Revision.Value, Answers = message.Answers,
        Events = { message.Events.Select(change => new Wire.WatchEvent { Type = EventTypes.ToWire(change.Type), Object = ToWire(change.Object) }) },
    };

    public static WatchEvents Map(Wire.WatchEvents wire) => new(
        wire.WatchId, wire.Sequence, new Revision(wire.Revision),
        [.. wire.Events.Select(change => new WatchEvent(EventTypes.FromWire(change.Type), FromWire(change.Object)))], wire.Answers);

    public static Wire.RequestProgress Map(RequestProgress message) => new() { WatchId = message.WatchId, Id = message.Id };

    public static RequestProgress Map(Wire.RequestProgress wire) => new(wire.WatchId, wire.Id);

    public static Wire.WatchSynced Map(WatchSynced message) => new()
    {
        WatchId = message.WatchId, Sequence = message.Sequence, Revision = message.Revision.Value,
    };

    public static WatchSynced Map(Wire.WatchSynced wire) => new(wire.WatchId, wire.Sequence, new Revision(wire.Revision));

    public static Wire.WatchEnded Map(WatchEnded message) => new() { WatchId = message.WatchId, Refusal = ToWire(message.Refusal) };

    public static WatchEnded Map(Wire.WatchEnded wire) => new(wire.WatchId, FromWire(wire.Refusal));

    public static Wire.StopWatch Map(StopWatch message) => new() { WatchId = message.WatchId };

    public static StopWatch Map(Wire.StopWatch wire) => new(wire.WatchId);

    public static Wire.DescribeStore Map(DescribeStore message) => new() { Id = message.Id };

    public static DescribeStore Map(Wire.DescribeStore wire) => new(wire.Id);

    public static Wire.StoreDescribed Map(StoreDescribed message) => new()
    {
        Id = message.Id, Epoch = message.Epoch, Revision = message.Revision.Value, Objects = message.Objects,
        OldestWatchable = message.OldestWatchable.Value,
    };

    public static StoreDescribed Map(Wire.StoreDescribed wire) =>
        new(wire.Id, wire.Epoch, new Revision(wire.Revision), wire.Objects, new Revision(wire.OldestWatchable));

    private static Wire.WriteResult Map(WriteResult result) => new()
    {
        Outcome = Outcomes.ToWire(result.Outcome),
        Object = result.Object is { } value ? ToWire(value) : null,
        Refusal = result.Refusal is { } refusal ? ToWire(refusal) : null,
        Warnings = { result.Warnings },
    };

    private static WriteResult Map(Wire.WriteResult wire) => new(
        Outcomes.FromWire(wire.Outcome),
        wire.Object is { } value ? FromWire(value) : null,
        wire.Refusal is { } refusal ? FromWire(refusal) : null)
    {
        Warnings = [.. wire.Warnings],
    };
}
