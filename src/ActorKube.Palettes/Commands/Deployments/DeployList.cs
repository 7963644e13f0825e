using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using k8s.Models;

namespace ActorKube.Palettes.Commands.Deployments;

/// <summary><c>deploy list</c>: a line a Deployment with the cells of <c>kubectl get deployments</c>.</summary>
internal sealed class DeployList(CommandContext context) : CommandSession(context)
{
    private bool _any;

    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<DeployList>("list", "the Deployments of a namespace")
        .WithOption(Option.Namespace)
        .WithOption(Option.AllNamespaces);

    protected override void Run()
    {
        string[] columns = ["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE"];
        Table(Input.NamespaceOrAll is null ? ["NAMESPACE", .. columns] : columns);
        List(KindCatalogue.Deployment, Input.NamespaceOrAll, "", Show, () =>
        {
            if (!_any)
                Warn(Input.NamespaceOrAll is { } @namespace ? $"No resources found in {@namespace} namespace." : "No resources found");
            Done();
        });
    }

    private void Show(ApiObject deployment)
    {
        _any = true;
        var model = deployment.As<V1Deployment>();
        string[] cells =
        [
            deployment.Key.Name, $"{model.Status?.ReadyReplicas ?? 0}/{model.Spec?.Replicas ?? 1}", Cell.Number(model.Status?.UpdatedReplicas ?? 0),
            Cell.Number(model.Status?.AvailableReplicas ?? 0), Cell.Age(deployment, Now),
        ];
        Row(Input.NamespaceOrAll is null ? [deployment.Key.Namespace, .. cells] : cells);
    }
}
