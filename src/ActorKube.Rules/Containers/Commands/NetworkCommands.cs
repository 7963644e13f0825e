using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Rules.Containers.Network;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>BusyBox's <c>nslookup</c>, and of <c>nc</c> what looks whether somebody listens.</summary>
internal static class NetworkCommands
{
    internal static IEnumerable<ProcessStep> LookUp(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 1;
        if (words[1..].FirstOrDefault(word => !word.StartsWith('-')) is not { } name)
        {
            yield return ProcessContext.Complain("nslookup: usage: nslookup HOST [DNS_SERVER]");
            yield break;
        }
        var question = new ResolveQuestion(name);
        yield return new ProcessStep.Ask(question);
        if (question.Answer!.Fault != NetworkFault.None)
        {
            yield return ProcessContext.Complain($"** server can't find {name}: NXDOMAIN");
            yield break;
        }
        context.Status = 0;
        yield return ProcessContext.Say($"Name:\t{name}\nAddress: {question.Answer.Address}");
    }

    internal static IEnumerable<ProcessStep> Connect(ImmutableArray<string> words, ProcessContext context)
    {
        var rest = CommandLines.Options(words, "w", out var values, out var letters);
        context.Status = 1;
        if (!letters.Contains('z', StringComparison.Ordinal) || rest is not [var host, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            yield return ProcessContext.Complain("nc: only \"nc -z [-v] [-w SEC] HOST PORT\" is supported by the simulated nc");
            yield break;
        }
        var question = new ConnectQuestion(host, port)
        {
            Timeout = values.TryGetValue('w', out var wait) && double.TryParse(wait, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null,
        };
        yield return new ProcessStep.Ask(question);
        var answer = question.Answer!;
        context.Status = answer.Fault == NetworkFault.None ? 0 : 1;
        if (answer.Fault == NetworkFault.UnknownHost)
            yield return ProcessContext.Complain($"nc: bad address '{host}'");
        else if (letters.Contains('v', StringComparison.Ordinal))
            yield return ProcessContext.Complain(answer.Fault switch
            {
                NetworkFault.None => $"{host} ({answer.Address}:{text}) open",
                NetworkFault.TimedOut => $"nc: {host} ({answer.Address}:{text}): Connection timed out",
                _ => $"nc: {host} ({answer.Address}:{text}): Connection refused",
            });
    }
}
