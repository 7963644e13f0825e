using ActorKube.Protocol.Serialization;
using Google.Protobuf.WellKnownTypes;

namespace ActorKube.Protocol.Processes;

/// <summary>The messages of the process conversation, to the wire and back.</summary>
internal static class ProcessMapping
{
    public static Wire.DescribeProcess Map(DescribeProcess message) => new() { Id = message.Id };

    public static DescribeProcess Map(Wire.DescribeProcess wire) => new(wire.Id);

    public static Wire.ProcessDescribed Map(ProcessDescribed message) => new()
    {
        Id = message.Id, Name = message.Name, Role = message.Role, Pid = message.Pid, Machine = message.Machine, PbmPort = message.PbmPort,
        Started = Timestamp.FromDateTimeOffset(message.Started), ResidentBytes = message.ResidentBytes,
        ProcessorTime = Duration.FromTimeSpan(message.ProcessorTime), Nodes = { message.Nodes },
    };

    public static ProcessDescribed Map(Wire.ProcessDescribed wire) => new(
        wire.Id, wire.Name, wire.Role, wire.Pid, wire.Machine, wire.PbmPort, wire.Started.Required().ToDateTimeOffset(), wire.ResidentBytes,
        wire.ProcessorTime.Required().ToTimeSpan(), [.. wire.Nodes]);

    public static Wire.DescribeActors Map(DescribeActors message) => new()
    {
        Id = message.Id, Path = message.Path, Depth = message.Depth, Limit = message.Limit,
    };

    public static DescribeActors Map(Wire.DescribeActors wire) => new(wire.Id, wire.Path, wire.Depth, wire.Limit);

    public static Wire.ActorsDescribed Map(ActorsDescribed message) => new()
    {
        Id = message.Id, More = message.More,
        Actors = { message.Actors.Select(actor => new Wire.ActorDescription { Path = actor.Path, Type = actor.Type, Children = actor.Children }) },
    };

    public static ActorsDescribed Map(Wire.ActorsDescribed wire) =>
        new(wire.Id, [.. wire.Actors.Select(actor => new ActorDescription(actor.Path, actor.Type, actor.Children))], wire.More);

    public static Wire.ReadLog Map(ReadLog message) => new() { Id = message.Id, Lines = message.Lines, Follow = message.Follow };

    public static ReadLog Map(Wire.ReadLog wire) => new(wire.Id, wire.Lines, wire.Follow);

    public static Wire.LogRead Map(LogRead message) => new() { Id = message.Id, Lines = { message.Lines } };

    public static LogRead Map(Wire.LogRead wire) => new(wire.Id, [.. wire.Lines]);

    public static Wire.StopLog Map(StopLog message) => new() { Id = message.Id };

    public static StopLog Map(Wire.StopLog wire) => new(wire.Id);
}
