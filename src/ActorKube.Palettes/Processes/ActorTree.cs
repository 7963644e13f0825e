using System.Collections.Immutable;
using ActorKube.Protocol.Processes;
using Akka.Actor;

namespace ActorKube.Palettes.Processes;

/// <summary>Walks the real tree of actors. Reads what Akka publishes of each cell, so it never disturbs the actors.</summary>
internal static class ActorTree
{
    /// <summary>The actors from a path down, parents before children, at most <paramref name="limit"/>.</summary>
    public static (ImmutableArray<ActorDescription> Actors, bool More) Describe(ActorSystem system, string path, int depth, int limit)
    {
        var found = ImmutableArray.CreateBuilder<ActorDescription>();
        if (Find(((ExtendedActorSystem)system).Provider.RootGuardian, path) is not { } start)
            return ([], false);
        var more = !Walk(start, depth);
        return (found.DrainToImmutable(), more);

        bool Walk(ActorRefWithCell actor, int levels)
        {
            if (found.Count == limit)
                return false;
            var children = actor.Children.OfType<ActorRefWithCell>().OrderBy(child => child.Path.Name, StringComparer.Ordinal).ToList();
            found.Add(new ActorDescription(actor.Path.ToStringWithoutAddress(), ClassOf(actor), children.Count));
            return levels <= 0 || children.TrueForAll(child => Walk(child, levels - 1));
        }
    }

    private static ActorRefWithCell? Find(IActorRef root, string path)
    {
        var actor = root as ActorRefWithCell;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            actor = actor?.GetSingleChild(name) as ActorRefWithCell;
        return actor;
    }

    private static string ClassOf(ActorRefWithCell actor)
    {
        var name = actor.Underlying.Props?.Type?.Name ?? "";
        return name.IndexOf('`') is > 0 and var generic ? name[..generic] : name;
    }
}
