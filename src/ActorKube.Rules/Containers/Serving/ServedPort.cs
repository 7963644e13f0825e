using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Serving;

/// <summary>A port at which a simulated program listens.</summary>
/// <param name="Number">The port.</param>
/// <param name="Protocol">What it speaks.</param>
public sealed record ServedPort(int Number, PortProtocol Protocol)
{
    /// <summary>What it answers over HTTP: the first that fits.</summary>
    public ImmutableArray<HttpAnswer> Answers { get; init; } = [];

    /// <summary>The directory of the container whose files it serves over HTTP when no answer fits; empty for none.</summary>
    public string Files { get; init; } = "";

    /// <summary>The line that is logged a request; empty for none. Placeholders as in answers, and <c>{status}</c>.</summary>
    public string Log { get; init; } = "";
}

/// <summary>What is spoken at a port.</summary>
public enum PortProtocol
{
    /// <summary>HTTP/1.1.</summary>
    Http,

    /// <summary>Nothing that is understood here: connections are taken, and what comes is thrown away.</summary>
    Tcp,

    /// <summary>gRPC, of which only the health of the server is known: SERVING.</summary>
    Grpc,
}

/// <summary>An answer over HTTP.</summary>
/// <param name="Path">The path that it is for; a <c>*</c> at its end stands for anything.</param>
/// <param name="Status">The status.</param>
/// <param name="Body">The body, with placeholders in braces.</param>
public sealed record HttpAnswer(string Path, int Status, string Body)
{
    /// <summary>From this time after the program's start.</summary>
    public TimeSpan From { get; init; } = TimeSpan.Zero;

    /// <summary>Up to that time after the program's start.</summary>
    public TimeSpan Until { get; init; } = TimeSpan.MaxValue;

    /// <summary>The media type.</summary>
    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    internal bool Fits(string path, TimeSpan sinceStart) => sinceStart >= From && sinceStart < Until
        && (Path.EndsWith('*') ? path.StartsWith(Path[..^1], StringComparison.Ordinal) : path == Path);
}
