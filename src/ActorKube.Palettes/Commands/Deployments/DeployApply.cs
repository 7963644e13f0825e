using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Storage;

namespace ActorKube.Palettes.Commands.Deployments;

/// <summary><c>deploy apply -f FILE</c>: all objects of the files or none of them, so that nothing is left half done.</summary>
internal sealed class DeployApply(CommandContext context) : CommandSession(context)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<DeployApply>("apply", "make the cluster as manifests want it, all of them or none")
        .WithOption(Option.RequiredFiles)
        .WithOption(Option.Namespace);

    protected override void Run()
    {
        var manifests = ManifestSet.Read(Input);
        if (manifests.Faults.IsEmpty)
            Submit([.. manifests.Objects.Select(item => new ApplyObject(item.Key, item.Json))], atomic: true, answer => Show(manifests.Objects, answer));
        else
            FailWithAll(manifests.Faults, "nothing was applied");
    }

    private void Show(ImmutableArray<ApiObject> objects, WritesAnswered answer)
    {
        foreach (var warning in answer.Results.SelectMany(result => result.Warnings))
            Warn($"Warning: {warning}");
        var refusals = Causes([.. answer.Results.Select(result => result.Refusal?.Message).OfType<string>().Distinct()]);
        if (!refusals.IsEmpty)
        {
            FailWithAll(refusals, objects.Length == 1 ? "" : $"none of the {objects.Length} objects was applied");
            return;
        }
        foreach (var (item, result) in objects.Zip(answer.Results))
            Line($"{ResourceName.Of(item.Key)} {Happened(result.Outcome)}");
        Done();
    }

    /// <summary>Without those objects that were refused only because another one was: their refusals repeat the other's.</summary>
    private static ImmutableArray<string> Causes(ImmutableArray<string> refusals) =>
        [.. refusals.Where(refusal => !refusals.Any(other => other.Length < refusal.Length && refusal.EndsWith($": {other}", StringComparison.Ordinal)))];

    private static string Happened(WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.Created => "created",
        WriteOutcome.Unchanged => "unchanged",
        _ => "configured",
    };
}
