using ActorKube.Model.Objects;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary>
/// <c>pod cp FROM TO</c>: looks whether the container has <c>tar</c>, and whether the target is a folder there, and then has the client run
/// <see cref="PodExec"/> with an archive as its input or output.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubectl/generated/kubectl_cp/.</remarks>
internal sealed class PodCopy(CommandContext context) : ContainerCommand(context)
{
    private readonly CopySide _from = CopySide.Of(context.Input.Argument(0));
    private readonly CopySide _to = CopySide.Of(context.Input.Argument(1));
    private ApiObject? _pod;
    private string _container = "";
    private Action<SessionOutcome> _then = static _ => { };

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodCopy>("cp", "copy a file or folder into or out of a container, which needs tar")
        .WithArgument("FROM", "a local path, POD:PATH or NAMESPACE/POD:PATH")
        .WithArgument("TO", "the same; one of the two is local")
        .WithOption(Option.Namespace)
        .WithOption(ContainerOption);

    protected override void Run()
    {
        var remote = _from.IsLocal ? _to : _from;
        if (_from.IsLocal == _to.IsLocal)
            Misused("one of FROM and TO must be POD:PATH, the other a local path");
        else if (_from.Path.Length == 0 || _to.Path.Length == 0)
            Misused("filepath can not be empty");
        else if (_from.Name.Length == 0)
            Misused($"FROM must name a file or folder, not \"{_from.Path}\"");
        else
            GetBound(ResourceKey.Pod(remote.Namespace.Length > 0 ? remote.Namespace : Input.Namespace, remote.Pod), Begin);
    }

    protected override void Ended(SessionOutcome outcome) => _then(outcome);

    /// <summary>What is tried in the container says nothing to the operator.</summary>
    protected override IEnumerable<OutputPart> Show(SessionPart part) => [];

    private void Begin(ApiObject pod)
    {
        if (ChooseContainer(pod) is not { } container)
            return;
        (_pod, _container) = (pod, container);
        Try(["tar", "--help"], tried =>
        {
            if (tried.Refusal is { } refusal && !refusal.Message.Contains("not found", StringComparison.Ordinal) && !refusal.Message.Contains("no such file", StringComparison.Ordinal))
                Fail(refusal.Message);
            else if (tried.Refusal is not null || tried.ExitCode is 126 or 127)
                Fail($"container {container} of pod {pod.Key.Name} has no tar, which cp needs: use an image that has it, or pod exec with cat");
            else if (_from.IsLocal)
                Try(["test", "-d", _to.Path], isFolder => Upload(isFolder is { ExitCode: 0, Refusal: null } || _to.Path.EndsWith('/')));
            else
                Download();
        });
    }

    private void Try(string[] command, Action<SessionOutcome> then)
    {
        _then = then;
        Open(_pod!, window => new OpenExec(_pod!.Key, _pod.Metadata.Uid, window, _container, [.. command], new(false, true, true, false)));
    }

    private void Upload(bool intoFolder)
    {
        var target = _to.Path.TrimEnd('/');
        var slash = target.LastIndexOf('/');
        var (folder, entry) = intoFolder ? (_to.Path, _from.Name) : (slash < 0 ? "." : target[..(slash + 1)], _to.Name);
        Hand(new() { ToCommand = true, LocalPath = _from.Path, Entry = entry }, "tar", "-xmf", "-", "-C", folder);
    }

    private void Download()
    {
        var source = _from.Path.TrimEnd('/');
        var slash = source.LastIndexOf('/');
        Hand(new() { LocalPath = _to.Path, Entry = _from.Name }, "tar", "-cf", "-", "-C", slash < 0 ? "." : source[..(slash + 1)], _from.Name);
    }

    private void Hand(FileTransfer transfer, params string[] command)
    {
        transfer.Command = new()
        {
            Palette = "pod", Command = "exec", Arguments = { _pod!.Key.Name, command },
            Options = { new OptionValue { Name = "--namespace", Value = _pod.Key.Namespace }, new OptionValue { Name = Container, Value = _container } },
        };
        if (transfer.ToCommand)
            transfer.Command.Options.Add(new OptionValue { Name = PodExec.Stdin });
        Write(new() { Transfer = transfer });
        Done();
    }
}
