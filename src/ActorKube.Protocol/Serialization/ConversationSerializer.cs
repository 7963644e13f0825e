using Akka.Actor;
using Akka.Serialization;

namespace ActorKube.Protocol.Serialization;

/// <summary>Akka's side of a conversation's serializer; all it knows is in the table.</summary>
internal abstract class ConversationSerializer(ExtendedActorSystem system, WireTable messages) : SerializerWithStringManifest(system)
{
    public override string Manifest(object o) => messages.ManifestOf(o);

    public override byte[] ToBinary(object obj) => messages.Write(obj);

    public override object FromBinary(byte[] bytes, string manifest) => messages.Read(bytes, manifest);
}
