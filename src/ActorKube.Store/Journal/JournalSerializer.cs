using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using static ActorKube.Store.Journal.JournalMapping;

namespace ActorKube.Store.Journal;

/// <summary>Serialises the events of the journal. A manifest never changes its meaning: journals outlive versions.</summary>
internal sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Epoch = "epoch-begun";
    private const string Changes = "changes-written";
    private const string Reserved = "revisions-reserved";
    private const string Compaction = "compaction-begun";
    private const string Copied = "live-objects-copied";
    private const string Completed = "compaction-completed";

    public override string Manifest(object o) => o switch
    {
        ChangesWritten => Changes,
        EpochBegun => Epoch,
        RevisionsReserved => Reserved,
        CompactionBegun => Compaction,
        LiveObjectsCopied => Copied,
        CompactionCompleted => Completed,
        _ => throw new SerializationException($"{o.GetType()} is no event of the store's journal"),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        ChangesWritten written => Map(written).ToByteArray(),
        EpochBegun begun => Map(begun).ToByteArray(),
        RevisionsReserved reserved => Map(reserved).ToByteArray(),
        CompactionBegun begun => Map(begun).ToByteArray(),
        LiveObjectsCopied copied => Map(copied).ToByteArray(),
        CompactionCompleted completed => Map(completed).ToByteArray(),
        _ => throw new SerializationException($"{obj.GetType()} is no event of the store's journal"),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        Changes => Map(Wire.ChangesWritten.Parser.ParseFrom(bytes)),
        Epoch => Map(Wire.EpochBegun.Parser.ParseFrom(bytes)),
        Reserved => Map(Wire.RevisionsReserved.Parser.ParseFrom(bytes)),
        Compaction => Map(Wire.CompactionBegun.Parser.ParseFrom(bytes)),
        Copied => Map(Wire.LiveObjectsCopied.Parser.ParseFrom(bytes)),
        Completed => Map(Wire.CompactionCompleted.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException($"the journal holds a \"{manifest}\" event, which this version doesn't know"),
    };
}
