using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Storage;

namespace ActorKube.Palettes.Commands.Deployments;

/// <summary><c>deploy delete NAME</c> or <c>deploy delete -f FILE</c>: a Deployment, or all that manifests name.</summary>
internal sealed class DeployDelete(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<DeployDelete>("delete", "delete a Deployment, or everything that manifests name")
        .WithArgument("NAME", "name of the Deployment; not together with --filename", required: false, completesWith: "deploy list")
        .WithOption(Option.Files)
        .WithOption(Option.Namespace)
        .WithOption(Option.Text("--cascade", "", "what becomes of dependents", "background", "", "background", "orphan", "foreground"));

    protected override void Run()
    {
        var (name, hasFiles) = (Input.Argument(0), Input.Has(Option.Files.Name));
        if (name.Length > 0 == hasFiles)
        {
            Misused("give either NAME or --filename");
            return;
        }
        if (!hasFiles)
        {
            Delete([new ResourceKey(KindCatalogue.Deployment, Input.Namespace, name)]);
            return;
        }
        var manifests = ManifestSet.Read(Input);
        if (manifests.Faults.IsEmpty)
            Delete([.. manifests.Objects.Select(item => item.Key)]);
        else
            FailWithAll(manifests.Faults, "nothing was deleted");
    }

    private void Delete(ImmutableArray<ResourceKey> keys)
    {
        var propagation = Input.Text("--cascade") switch
        {
            "orphan" => Propagation.Orphan,
            "foreground" => Propagation.Foreground,
            _ => Propagation.Background,
        };
        Submit([.. keys.Select(key => new DeleteObject(key, Propagation: propagation))], atomic: false, answer => Show(keys, answer));
    }

    private void Show(ImmutableArray<ResourceKey> keys, WritesAnswered answer)
    {
        foreach (var (key, _) in keys.Zip(answer.Results).Where(deleted => deleted.Second.Refusal is null))
            Line($"{ResourceName.Quoted(key)} deleted");
        var refusals = answer.Results.Select(result => result.Refusal?.Message).OfType<string>().ToImmutableArray();
        if (refusals.IsEmpty)
            Done();
        else
            FailWithAll(refusals, keys.Length == 1 ? "" : $"{refusals.Length} of {keys.Length} objects were not deleted");
    }
}
