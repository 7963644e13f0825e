using ActorKube.Protocol.Serialization;
using Akka.Actor;
using static ActorKube.Protocol.Nodes.NodeMapping;

namespace ActorKube.Protocol.Nodes;

/// <summary>Serialises the conversation about nodes: one line a message. A manifest never changes its meaning.</summary>
internal sealed class NodeSerializer(ExtendedActorSystem system) : ConversationSerializer(system, Messages)
{
    private static readonly WireTable Messages = new WireTable("nodes")
        .Add<RegisterNodes, Wire.RegisterNodes>("register-nodes", Map, Map)
        .Add<NodesRegistered, Wire.NodesRegistered>("nodes-registered", Map, Map)
        .Add<NodeHeartbeats, Wire.NodeHeartbeats>("node-heartbeats", Map, Map)
        .Add<HeartbeatsAcknowledged, Wire.HeartbeatsAcknowledged>("heartbeats-acknowledged", Map, Map);
}
