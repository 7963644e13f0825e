using ActorKube.Model.Objects;
using ActorKube.Protocol.Serialization;
using Google.Protobuf.WellKnownTypes;
using static ActorKube.Protocol.Objects.ObjectMapping;

namespace ActorKube.Protocol.Containers;

/// <summary>The messages of the conversation about containers, to the wire and back.</summary>
internal static class ContainerMapping
{
    private static readonly WireEnum<SessionStream, Wire.SessionStream> Streams = new(
        (SessionStream.Stdin, Wire.SessionStream.Stdin), (SessionStream.Stdout, Wire.SessionStream.Stdout), (SessionStream.Stderr, Wire.SessionStream.Stderr));

    public static Wire.OpenLog Map(OpenLog message)
    {
        var options = message.Options;
        var wire = new Wire.OpenLog
        {
            Opening = Opening(message), Container = message.Container, Previous = options.Previous, Follow = options.Follow, Timestamps = options.Timestamps,
            SinceTime = options.SinceTime is { } since ? Timestamp.FromDateTimeOffset(since) : null,
        };
        if (options.TailLines is { } lines)
            wire.TailLines = lines;
        if (options.SinceSeconds is { } seconds)
            wire.SinceSeconds = seconds;
        if (options.LimitBytes is { } bytes)
            wire.LimitBytes = bytes;
        return wire;
    }

    public static OpenLog Map(Wire.OpenLog wire)
    {
        var (pod, uid, window) = Opening(wire.Opening);
        return new(pod, uid, window, wire.Container, new LogOptions(
            wire.Previous, wire.Follow, wire.Timestamps, wire.HasTailLines ? wire.TailLines : null, wire.HasSinceSeconds ? wire.SinceSeconds : null,
            wire.SinceTime?.ToDateTimeOffset(), wire.HasLimitBytes ? wire.LimitBytes : null));
    }

    public static Wire.OpenExec Map(OpenExec message) => new()
    {
        Opening = Opening(message), Container = message.Container, Command = { message.Command }, Streams = Map(message.Streams),
    };

    public static OpenExec Map(Wire.OpenExec wire)
    {
        var (pod, uid, window) = Opening(wire.Opening);
        return new(pod, uid, window, wire.Container, [.. wire.Command], Map(wire.Streams));
    }

    public static Wire.OpenAttach Map(OpenAttach message) => new() { Opening = Opening(message), Container = message.Container, Streams = Map(message.Streams) };

    public static OpenAttach Map(Wire.OpenAttach wire)
    {
        var (pod, uid, window) = Opening(wire.Opening);
        return new(pod, uid, window, wire.Container, Map(wire.Streams));
    }

    public static Wire.OpenPort Map(OpenPort message) => new() { Opening = Opening(message), Port = message.Port };

    public static OpenPort Map(Wire.OpenPort wire)
    {
        var (pod, uid, window) = Opening(wire.Opening);
        return new(pod, uid, window, wire.Port);
    }

    public static Wire.SessionOpened Map(SessionOpened message) => new() { Window = message.Window };

    public static SessionOpened Map(Wire.SessionOpened wire) => new(wire.Window);

    public static Wire.SessionRefused Map(SessionRefused message) => new() { Refusal = ToWire(message.Refusal) };

    public static SessionRefused Map(Wire.SessionRefused wire) => new(FromWire(wire.Refusal));

    public static Wire.SessionData Map(SessionData message) => new()
    {
        Stream = Streams.ToWire(message.Stream), Offset = message.Offset, Bytes = ToWire(message.Bytes),
    };

    public static SessionData Map(Wire.SessionData wire) => new(Streams.FromWire(wire.Stream), wire.Offset, wire.Bytes.Memory);

    public static Wire.SessionDataEnded Map(SessionDataEnded message) => new() { Stream = Streams.ToWire(message.Stream), Offset = message.Offset };

    public static SessionDataEnded Map(Wire.SessionDataEnded wire) => new(Streams.FromWire(wire.Stream), wire.Offset);

    public static Wire.SessionCredit Map(SessionCredit message) => new() { Stream = Streams.ToWire(message.Stream), Limit = message.Limit };

    public static SessionCredit Map(Wire.SessionCredit wire) => new(Streams.FromWire(wire.Stream), wire.Limit);

    public static Wire.SessionPosition Map(SessionPosition message) => new() { Stream = Streams.ToWire(message.Stream), Offset = message.Offset };

    public static SessionPosition Map(Wire.SessionPosition wire) => new(Streams.FromWire(wire.Stream), wire.Offset);

    public static Wire.ResizeTerminal Map(ResizeTerminal message) => new() { Width = message.Width, Height = message.Height };

    public static ResizeTerminal Map(Wire.ResizeTerminal wire) => new(wire.Width, wire.Height);

    public static Wire.SessionEnded Map(SessionEnded message) => new()
    {
        ExitCode = message.ExitCode, Refusal = message.Refusal is { } refusal ? ToWire(refusal) : null,
        StdoutOffset = message.StdoutOffset, StderrOffset = message.StderrOffset,
    };

    public static SessionEnded Map(Wire.SessionEnded wire) =>
        new(wire.ExitCode, wire.Refusal is { } refusal ? FromWire(refusal) : null, wire.StdoutOffset, wire.StderrOffset);

    private static Wire.Opening Opening(OpenSession message) => new() { Pod = ToWire(message.Pod), Uid = message.Uid, Window = message.Window };

    private static (ResourceKey Pod, string Uid, int Window) Opening(Wire.Opening? wire) => (FromWire(wire.Required().Pod), wire!.Uid, wire.Window);

    private static Wire.StandardStreams Map(StandardStreams streams) => new()
    {
        Stdin = streams.Stdin, Stdout = streams.Stdout, Stderr = streams.Stderr, Tty = streams.Tty,
    };

    private static StandardStreams Map(Wire.StandardStreams? wire) => new(wire.Required().Stdin, wire!.Stdout, wire.Stderr, wire.Tty);
}
