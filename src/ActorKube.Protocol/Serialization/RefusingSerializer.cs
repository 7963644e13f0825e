using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorKube.Protocol.Serialization;

/// <summary>
/// Stands where Akka has its polymorphic JSON serializer: whatever belongs to no conversation is refused, in and out, so that nothing
/// crosses a process or enters the journal in a form that nobody designed.
/// </summary>
internal sealed class RefusingSerializer : Serializer
{
    // Akka hands the settings of the JSON serializer to whatever has its name.
    public RefusingSerializer(ExtendedActorSystem system, Config _) : base(system) { }

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw new SerializationException(
        $"{obj.GetType()} has no serializer: a message that leaves the process belongs to a conversation of ActorKube.Protocol, " +
        "or is bound under akka.actor.serialization-bindings");

    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException(
        $"a message of {bytes.Length} bytes{(type is null ? "" : $" that claims to be {type}")} came from the polymorphic JSON serializer, which is switched off here");
}
