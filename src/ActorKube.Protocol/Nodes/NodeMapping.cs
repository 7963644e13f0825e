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

    public static Wire.ReadContainerLog Map(ReadContainerLog message)
    {
        var wire = new Wire.ReadContainerLog
        {
            Id = message.Id, Pod = ToWire(message.Pod), Container = message.Container, Previous = message.Previous, Follow = message.Follow,
        };
        if (message.TailLines is { } lines)
            wire.TailLines = lines;
        return wire;
    }

    public static ReadContainerLog Map(Wire.ReadContainerLog wire) => new(
        wire.Id, FromWire(wire.Pod), wire.Container, wire.Previous, wire.HasTailLines ? wire.TailLines : null, wire.Follow);

    public static Wire.ContainerLogRead Map(ContainerLogRead message) => new()
    {
        Id = message.Id, Ended = message.Ended, Refusal = message.Refusal is { } refusal ? ToWire(refusal) : null,
        Lines = { message.Lines.Select(line => new Wire.LogLine { Time = Timestamp.FromDateTimeOffset(line.Time), Text = line.Text }) },
    };

    public static ContainerLogRead Map(Wire.ContainerLogRead wire) => new(
        wire.Id, [.. wire.Lines.Select(line => new LogLine(line.Time.Required().ToDateTimeOffset(), line.Text))], wire.Ended,
        wire.Refusal is { } refusal ? FromWire(refusal) : null);

    public static Wire.StopContainerLog Map(StopContainerLog message) => new() { Id = message.Id };

    public static StopContainerLog Map(Wire.StopContainerLog wire) => new(wire.Id);

    private static Wire.NodeHeartbeat Map(NodeHeartbeat node) => new()
    {
        NodeName = node.NodeName, Ready = node.Ready, Reason = node.Reason, Message = node.Message, IsShortOfMemory = node.IsShortOfMemory,
    };

    private static NodeHeartbeat Map(Wire.NodeHeartbeat wire) => new(wire.NodeName, wire.Ready, wire.Reason, wire.Message) { IsShortOfMemory = wire.IsShortOfMemory };
}
