using System.Runtime.Serialization;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Objects;
using Google.Protobuf;

namespace ActorKube.Store.Journal;

/// <summary>The events of the journal, to bytes and back. JSON goes in as the bytes that it is.</summary>
internal static class JournalMapping
{
    public static Wire.EpochBegun Map(EpochBegun begun) => new() { Epoch = begun.Epoch, Ceiling = begun.Ceiling.Value };

    public static EpochBegun Map(Wire.EpochBegun wire) => new(wire.Epoch, new Revision(wire.Ceiling));

    public static Wire.ChangesWritten Map(ChangesWritten written) => new() { Changes = { written.Changes.Select(Map) }, Ceiling = written.Ceiling.Value };

    public static ChangesWritten Map(Wire.ChangesWritten wire) => new([.. wire.Changes.Select(Map)], new Revision(wire.Ceiling));

    public static Wire.RevisionsReserved Map(RevisionsReserved reserved) => new() { Ceiling = reserved.Ceiling.Value };

    public static RevisionsReserved Map(Wire.RevisionsReserved wire) => new(new Revision(wire.Ceiling));

    public static Wire.CompactionBegun Map(CompactionBegun begun) => new()
    {
        Epoch = begun.Epoch, Revision = begun.Revision.Value, Ceiling = begun.Ceiling.Value,
    };

    public static CompactionBegun Map(Wire.CompactionBegun wire) => new(wire.Epoch, new Revision(wire.Revision), new Revision(wire.Ceiling));

    public static Wire.LiveObjectsCopied Map(LiveObjectsCopied copied) => new() { Objects = { copied.Objects.Select(Map) } };

    public static LiveObjectsCopied Map(Wire.LiveObjectsCopied wire) => new([.. wire.Objects.Select(Map)]);

    public static Wire.CompactionCompleted Map(CompactionCompleted completed) => new() { BeganAt = completed.BeganAt };

    public static CompactionCompleted Map(Wire.CompactionCompleted wire) => new(wire.BeganAt);

    private static Wire.Change Map(Change change) => new()
    {
        Type = change.Type switch
        {
            WatchEventType.Added => Wire.ChangeType.Added,
            WatchEventType.Modified => Wire.ChangeType.Modified,
            _ => Wire.ChangeType.Deleted,
        },
        Object = Map(change.Object),
        PreviousNode = change.PreviousNode,
        Before = change.Before is { } before ? Map(before) : null,
    };

    private static Change Map(Wire.Change wire) => new(
        wire.Type switch
        {
            Wire.ChangeType.Added => WatchEventType.Added,
            Wire.ChangeType.Modified => WatchEventType.Modified,
            Wire.ChangeType.Deleted => WatchEventType.Deleted,
            _ => throw new SerializationException($"the journal holds a change of type {wire.Type}, which this version doesn't know"),
        },
        Map(wire.Object),
        wire.PreviousNode,
        wire.Before is { } before ? Map(before) : null);

    private static Wire.Object Map(ApiObject value) => new()
    {
        ApiVersion = value.Key.Kind.ApiVersion, Kind = value.Key.Kind.Kind, Namespace = value.Key.Namespace, Name = value.Key.Name,
        Revision = value.Revision.Value, Json = UnsafeByteOperations.UnsafeWrap(value.Json),
    };

    private static ApiObject Map(Wire.Object wire) => KindCatalogue.BuiltIn.TryFind(wire.ApiVersion, wire.Kind, out var kind)
        ? ApiObject.Parse(kind, wire.Json.Memory)
        : throw new SerializationException(
            $"the journal holds {wire.Kind} \"{wire.Name}\" of {wire.ApiVersion}, a kind that this version doesn't serve");
}
