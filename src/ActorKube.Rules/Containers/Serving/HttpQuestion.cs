using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Serving;

/// <summary>A request to a simulated server.</summary>
/// <param name="Method">GET, HEAD, POST …</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">What follows the question mark; empty if nothing does.</param>
public sealed record HttpQuestion(string Method, string Path, string Query)
{
    /// <summary>The address that asks; empty if unknown.</summary>
    public string Client { get; init; } = "";

    /// <summary>A request's target, taken apart.</summary>
    public static HttpQuestion Of(string method, string target) => target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at
        ? new(method, Uri.UnescapeDataString(target[..at]), target[(at + 1)..])
        : new(method, Uri.UnescapeDataString(target), "");

    /// <summary>A value of the query; empty if it isn't there.</summary>
    internal string Value(string name) => Query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair[0] == name)
        .Select(pair => pair.Length == 2 ? Uri.UnescapeDataString(pair[1].Replace('+', ' ')) : "").FirstOrDefault("");
}

/// <summary>What a simulated server answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Body">The body.</param>
public sealed record HttpReply(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Further header fields.</summary>
    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];
}
