using ActorKube.Model.Objects;
using ActorKube.Protocol.Serialization;
using Google.Protobuf.WellKnownTypes;
using static ActorKube.Protocol.Objects.ObjectMapping;

namespace ActorKube.Protocol.Nodes;

/// <summary>The messages of the node conversation, to the wire and back.</summary>
internal static class NodeMapping
{
    public static Wire.RegisterNodes Map(RegisterNodes message) => new()
    {
        Host = message.Host, Incarnation = message.Incarnation, Nodes = { message.Nodes.Select(ToWire) },
    };

    public static RegisterNodes Map(Wire.RegisterNodes wire) => new(wire.Host, wire.Incarnation, [.. wire.Nodes.Select(node => node.Memory)]);

    public static Wire.NodesRegistered Map(NodesRegistered message) => new()
    {
        Epoch = message.Epoch,
        Refused = { message.Refused.Select(node => new Wire.NodeRefused { NodeName = node.NodeName, Refusal = ToWire(node.Refusal) }) },
    };

    public static NodesRegistered Map(Wire.NodesRegistered wire) =>
        new(wire.Epoch, [.. wire.Refused.Select(node => new NodeRefused(node.NodeName, FromWire(node.Refusal)))]);

    public static Wire.NodeHeartbeats Map(NodeHeartbeats message) => new()
    {
        Host = message.Host, Incarnation = message.Incarnation, PodsSeen = message.PodsSeen.Value, Nodes = { message.Nodes.Select(Map) },
    };

    public static NodeHeartbeats Map(Wire.NodeHeartbeats wire) =>
        new(wire.Host, wire.Incarnation, new Revision(wire.PodsSeen), [.. wire.Nodes.Select(Map)]);

    public static Wire.HeartbeatsAcknowledged Map(HeartbeatsAcknowledged message) => new()
    {
        Epoch = message.Epoch, Unknown = { message.Unknown }, Resync = { message.Resync },
    };

    public static HeartbeatsAcknowledged Map(Wire.HeartbeatsAcknowledged wire) => new(wire.Epoch, [.. wire.Unknown], [.. wire.Resync]);

    private static Wire.NodeHeartbeat Map(NodeHeartbeat node) => new()
    {
        NodeName = node.NodeName, Ready = node.Ready, Reason = node.Reason, Message = node.Message, IsShortOfMemory = node.IsShortOfMemory,
    };

    private static NodeHeartbeat Map(Wire.NodeHeartbeat wire) => new(wire.NodeName, wire.Ready, wire.Reason, wire.Message) { IsShortOfMemory = wire.IsShortOfMemory };
}
