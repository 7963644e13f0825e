using System.Globalization;
using System.Text;
using ActorKube.Model.Objects;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod logs NAME</c>: a container's log, from the node host that runs it, line by line.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubectl/generated/kubectl_logs/.</remarks>
internal sealed class PodLogs(CommandContext context) : ContainerCommand(context)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private string _begun = "";

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodLogs>("logs", "log of a container of a pod")
        .WithArgument("NAME", "name of the pod", completesWith: "pod list")
        .WithOption(Option.Namespace)
        .WithOption(ContainerOption)
        .WithOption(Option.Flag("--previous", "-p", "the run before the last restart"))
        .WithOption(Option.Number("--tail", "-t", "only so many of the last lines"))
        .WithOption(Option.Flag("--follow", "-f", "go on with new lines until the container ends"))
        .WithOption(Option.Text("--since", "", "only lines at most so old, such as 5s, 2m or 3h"))
        .WithOption(Option.Text("--since-time", "", "only lines from a time on, such as 2026-01-31T23:59:00Z"))
        .WithOption(Option.Flag("--timestamps", "", "with the time of each line before it"))
        .WithOption(Option.Number("--limit-bytes", "", "at most so many bytes"))
        .ThatStreams();

    protected override void Run()
    {
        if (Options() is { } options)
            GetBound(ResourceKey.Pod(Input.Namespace, Input.Argument(0)), pod => Read(pod, options));
    }

    protected override void Ended(SessionOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            Fail(refusal.Message);
        else
            Done();
    }

    protected override IEnumerable<OutputPart> Show(SessionPart part)
    {
        var text = new char[Encoding.UTF8.GetMaxCharCount(part.Bytes.Length)];
        var lines = $"{_begun}{text.AsSpan(0, _decoder.GetChars(part.Bytes.Span, text, flush: false))}".Split('\n');
        _begun = lines[^1];
        return lines[..^1].Select(line => new OutputPart { Line = line });
    }

    protected override IEnumerable<OutputPart> ShowRest() => _begun.Length > 0 ? [new() { Line = _begun }] : [];

    /// <summary>What is wanted, or null after the command was found wrong.</summary>
    private LogOptions? Options()
    {
        var (tail, limit, since, sinceTime) = (Input.Number("--tail"), Input.Number("--limit-bytes"), Input.Text("--since"), Input.Text("--since-time"));
        long? seconds = null;
        DateTimeOffset? from = null;
        if (tail < 0)
            Misused($"--tail takes 0 or more, not {tail}");
        else if (limit < 1)
            Misused($"--limit-bytes takes 1 or more, not {limit}");
        else if (since.Length > 0 && sinceTime.Length > 0)
            Misused("at most one of --since and --since-time may be given");
        else if (since.Length > 0 && !TryRead(since, out seconds))
            Misused($"--since takes a duration of a second or more, such as 5s, 2m or 1h30m, not \"{since}\"");
        else if (sinceTime.Length > 0 && !TryRead(sinceTime, out from))
            Misused($"--since-time takes a time such as 2026-01-31T23:59:00Z, not \"{sinceTime}\"");
        else
            return new(Input.Flag("--previous"), Input.Flag("--follow"), Input.Flag("--timestamps"), tail, seconds, from, limit);
        return null;
    }

    private void Read(ApiObject pod, LogOptions options)
    {
        if (ChooseContainer(pod) is { } container)
            Open(pod, window => new OpenLog(pod.Key, pod.Metadata.Uid, window, container, options), "its logs are gone, or come back with it");
    }

    /// <summary>Whole seconds of a duration, rounded up as kubectl does.</summary>
    private static bool TryRead(string text, out long? seconds)
    {
        seconds = DurationText.TryRead(text, out var duration) && duration >= TimeSpan.FromSeconds(1) ? (long)Math.Ceiling(duration.TotalSeconds) : null;
        return seconds is not null;
    }

    private static bool TryRead(string text, out DateTimeOffset? time)
    {
        time = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed) ? parsed : null;
        return time is not null;
    }
}
