using ActorKube.Model.Objects;
using ActorKube.Store.Writes;
using CsCheck;
using static ActorKube.TestKit.Given;

namespace ActorKube.Store.Tests.Stories;

/// <summary>Random changes of few pods on few nodes, so that names are used again and pods move.</summary>
internal static class Steps
{
    private static readonly string?[] Nodes = ["", "n1", "n2", "n3", null];

    /// <summary>A change of one pod; null as node removes it, if it is there.</summary>
    public static readonly Gen<Action<Staging>> Change = Gen.Select(
        Gen.Int[0, 7], Gen.Int[0, 4].Select(number => Nodes[number]), Gen.Int[0, 1000]).Select<(int, string?, int), Action<Staging>>(step => staging =>
        {
            var (number, node, value) = step;
            var key = ResourceKey.Pod(number % 2 == 0 ? "default" : "other", $"p{number}");
            if (node is null)
            {
                if (staging.Find(key) is { } live)
                    staging.Remove(live);
                return;
            }
            staging.Put(APod(key.Name).In(key.Namespace).On(node).Annotated("value", $"{value}").Build());
        });

    /// <summary>A batch of one to four changes.</summary>
    public static readonly Gen<Action<Staging>> Batch = Change.Array[1, 4].Select<Action<Staging>[], Action<Staging>>(changes => staging =>
    {
        foreach (var change in changes)
            change(staging);
    });
}
