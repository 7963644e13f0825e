using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Selectors;
using ActorKube.Protocol;
using ActorKube.Protocol.Storage;

namespace ActorKube.Store.Objects;

/// <summary>A page of a listing: bounded by the wanted number of objects and by the size of a message.</summary>
internal static class ObjectPage
{
    public static ObjectsListed Read(StoreState state, ListObjects request)
    {
        if (!LabelSelector.TryParse(request.LabelSelector, out var selector, out var fault))
            return new(request.Id, state.Revision, [], false, new(RefusalReason.BadRequest, fault));
        if (request.Limit <= 0)
            return new(request.Id, state.Revision, [], false, new(RefusalReason.BadRequest, $"limit must be above zero, not {request.Limit}"));
        Place? after = request.After.Length == 0 ? null : Place.Parse(request.After);
        var page = ImmutableArray.CreateBuilder<ApiObject>();
        var bytes = 0;
        foreach (var value in state.List(request.Kind, request.Namespace, after))
        {
            if (!selector.Matches(value.Metadata.Labels))
                continue;
            if (page.Count == request.Limit || bytes >= WireContract.GroupBytes)
                return new(request.Id, state.Revision, page.ToImmutable(), More: true);
            page.Add(value);
            bytes += value.Json.Length;
        }
        return new(request.Id, state.Revision, page.ToImmutable(), More: false);
    }
}
