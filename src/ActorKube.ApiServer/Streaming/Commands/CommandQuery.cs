using System.Collections.Immutable;
using ActorKube.ApiServer.Http;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Streaming.Commands;

/// <summary>The query of a request for exec or attach.</summary>
/// <param name="Container">The container that is named; empty for none.</param>
/// <param name="Command">The command; empty for attach.</param>
/// <param name="Streams">The streams that the client wants.</param>
/// <remarks>Source: PodExecOptions and PodAttachOptions, https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.32/#podexecoptions-v1-core.</remarks>
internal sealed record CommandQuery(string Container, ImmutableArray<string> Command, StandardStreams Streams)
{
    /// <summary>The query, or what is wrong with it.</summary>
    internal static (CommandQuery? Query, Refusal? Refusal) Read(IQueryCollection query)
    {
        var reader = new QueryReader(query);
        var tty = reader.Flag("tty") == true;
        // A terminal has no standard error of its own, whatever a client asks for.
        var streams = new StandardStreams(reader.Flag("stdin") == true, reader.Flag("stdout") == true, reader.Flag("stderr") == true && !tty, tty);
        if (reader.Fault is { } fault)
            return (null, fault);
        if (streams is { Stdin: false, Stdout: false, Stderr: false })
            return (null, new(RefusalReason.BadRequest, "you must specify at least 1 of stdin, stdout, stderr"));
        return (new(query["container"].ToString(), [.. query["command"].Select(word => word ?? "")], streams), null);
    }
}
