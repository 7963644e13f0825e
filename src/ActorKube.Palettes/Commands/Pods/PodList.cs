using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Pods;
using ActorKube.Model.Selectors;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary><c>pod list</c>: a line a pod with the cells of <c>kubectl get pods -o wide</c>.</summary>
internal sealed class PodList(CommandContext context) : CommandSession(context)
{
    private bool _any;

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<PodList>("list", "the pods of a namespace")
        .WithOption(Option.Namespace)
        .WithOption(Option.AllNamespaces)
        .WithOption(Option.Text("--selector", "-l", "only pods with these labels: a=1,b!=2,c in (x,y)"))
        .WithOption(Option.Text("--node", "", "only pods on this node", completesWith: "node list"));

    protected override void Run()
    {
        var selector = Input.Text("--selector");
        if (!LabelSelector.TryParse(selector, out _, out var fault))
        {
            Misused($"--selector: {fault}");
            return;
        }
        string[] columns = ["NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE"];
        Table(Input.NamespaceOrAll is null ? ["NAMESPACE", .. columns] : columns);
        List(KindCatalogue.Pod, Input.NamespaceOrAll, selector, Show, () =>
        {
            if (!_any)
                Warn(Input.NamespaceOrAll is { } @namespace ? $"No resources found in {@namespace} namespace." : "No resources found");
            Done();
        });
    }

    private void Show(ApiObject pod)
    {
        if (Input.Text("--node") is { Length: > 0 } node && pod.Pod.NodeName != node)
            return;
        _any = true;
        var summary = PodSummary.Of(pod);
        string[] cells =
        [
            pod.Key.Name, summary.Ready, summary.Status, summary.RestartsAt(Now), Cell.Age(pod, Now), Cell.OrNone(pod.Pod.PodIP),
            Cell.OrNone(pod.Pod.NodeName),
        ];
        Row(Input.NamespaceOrAll is null ? [pod.Key.Namespace, .. cells] : cells);
    }
}
