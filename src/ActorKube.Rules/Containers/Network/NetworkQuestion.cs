using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Network;

/// <summary>What a process in a simulated container wants of the network; whoever drives the process finds the answer, and calls it again.</summary>
/// <param name="host">The name or address that it is for.</param>
/// <param name="port">The port; 0 for a question that has none.</param>
public abstract class NetworkQuestion(string host, int port)
{
    private volatile NetworkAnswer? _answer;

    /// <summary>The name or address that it is for.</summary>
    public string Host => host;

    /// <summary>The port; 0 for a question that has none.</summary>
    public int Port => port;

    /// <summary>How long an answer may take, emulated time; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The answer; null until there is one. It may be set from any thread, once.</summary>
    public NetworkAnswer? Answer
    {
        get => _answer;
        set => _answer = value;
    }
}

/// <summary>A name's addresses.</summary>
public sealed class ResolveQuestion(string host) : NetworkQuestion(host, 0);

/// <summary>A connection that is closed at once.</summary>
public sealed class ConnectQuestion(string host, int port) : NetworkQuestion(host, port);

/// <summary>An HTTP request.</summary>
/// <param name="host">The host.</param>
/// <param name="port">The port.</param>
/// <param name="method">GET, POST …</param>
/// <param name="target">Path and query, beginning with a slash.</param>
public sealed class RequestQuestion(string host, int port, string method, string target) : NetworkQuestion(host, port)
{
    /// <summary>GET, POST …</summary>
    public string Method => method;

    /// <summary>Path and query, beginning with a slash.</summary>
    public string Target => target;

    /// <summary>Header fields.</summary>
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>What came of a question.</summary>
/// <param name="Fault">What went wrong, if anything.</param>
public sealed record NetworkAnswer(NetworkFault Fault)
{
    /// <summary>The address that was asked, or the one that was found; empty if none was.</summary>
    public string Address { get; init; } = "";

    /// <summary>The HTTP status; 0 if there is none.</summary>
    public int Status { get; init; }

    /// <summary>Its words.</summary>
    public string Phrase { get; init; } = "";

    /// <summary>Header fields of the answer.</summary>
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>What may go wrong with a question to the network.</summary>
public enum NetworkFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nobody has that name.</summary>
    UnknownHost,

    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>There was no answer in time.</summary>
    TimedOut,

    /// <summary>The address isn't one of this machine.</summary>
    Unreachable,

    /// <summary>The answer made no sense, or was broken off.</summary>
    Broken,
}
