using System.Collections.Immutable;
using System.Net;
using ActorKube.Model.Time;
using ActorKube.Node.Containers;
using ActorKube.Rules.Containers.Network;
using ActorKube.Rules.Containers.Serving;

namespace ActorKube.Node.Network;

/// <summary>
/// The network as the processes of one pod see it: its own ports, which need no socket, and everything else on the loopback range of this machine. Nothing beyond is
/// reached. Any thread may ask.
/// </summary>
/// <param name="address">The pod's address.</param>
/// <param name="hostname">The pod's host name.</param>
/// <param name="time">Emulated time.</param>
internal sealed class PodNetwork(string address, string hostname, EmulatedTimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What is real takes real time, however fast emulated time goes.
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(1);

    private ImmutableArray<IContainerProgram> _programs = [];

    /// <summary>Called, from any thread, when a program begins to listen or ends.</summary>
    internal Action Changed { get; set; } = static () => { };

    /// <summary>The ports at which something simulated listens.</summary>
    internal IReadOnlyCollection<int> Ports => [.. _programs.SelectMany(program => program.Ports).Distinct()];

    /// <summary>The programs of the pod's containers that run, as its actor knows them.</summary>
    internal void Knows(IEnumerable<IContainerProgram> programs) => ImmutableInterlocked.InterlockedExchange(ref _programs, [.. programs]);

    /// <summary>Finds the answer to a question, and calls back when it is set; that may be before this returns, and from any thread.</summary>
    internal void Ask(NetworkQuestion question, Action answered)
    {
        if (AddressOf(question.Host) is not { } found)
        {
            question.Answer = new(NetworkFault.UnknownHost);
        }
        else if (question is ResolveQuestion)
        {
            question.Answer = new(NetworkFault.None) { Address = found };
        }
        else if (!IPAddress.TryParse(found, out var parsed) || !IPAddress.IsLoopback(parsed))
        {
            question.Answer = new(NetworkFault.Unreachable) { Address = found };
        }
        else if (found == address && Own(question) is { } own)
        {
            question.Answer = own;
        }
        else
        {
            _ = Really(question, found, answered);
            return;
        }
        answered();
    }

    /// <summary>What the pod itself answers; null if that has to be tried.</summary>
    private NetworkAnswer? Own(NetworkQuestion question)
    {
        var programs = _programs;
        foreach (var program in programs)
            if (program.Listens(question.Port))
                return question is RequestQuestion request
                    ? program.Respond(request.Port, HttpQuestion.Of(request.Method, request.Target) with { Client = address }) is { } reply
                        ? Of(reply)
                        : new(NetworkFault.Broken) { Address = address }
                    : new(NetworkFault.None) { Address = address };
        return programs.All(program => program.IsSimulated) ? new(NetworkFault.Refused) { Address = address } : null;
    }

    private NetworkAnswer Of(HttpReply reply) => new(NetworkFault.None)
    {
        Address = address, Status = reply.Status, Phrase = HttpConnection.Phrase(reply.Status), Body = reply.Body,
        Headers = [("Content-Type", reply.ContentType), ("Content-Length", reply.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. reply.Headers],
    };

    private async Task Really(NetworkQuestion question, string found, Action answered)
    {
        question.Answer = await LoopbackClient.AskAsync(question, found, Longer(time.ToReal(question.Timeout ?? Patience), LeastPatience)).ConfigureAwait(false);
        answered();
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    // Within a pod, localhost is the pod.
    private string? AddressOf(string host) => host == "localhost" || host == "127.0.0.1" || host == hostname ? address : IPAddress.TryParse(host, out _) ? host : null;
}
