using System.Text.Json;
using ActorKube.ApiServer.Http;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using k8s.Models;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Writes;

/// <summary>What is done to a pod through a subresource that is no part of it: bindings and evictions.</summary>
internal static class PodActions
{
    /// <summary>Puts a pod on a node.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/binding-v1/.</remarks>
    internal static async Task BindAsync(ApiRequest request)
    {
        var (binding, options, refusal) = await ReadAsync<V1Binding>(request, "Binding");
        if (refusal is not null)
        {
            await request.RefuseAsync(refusal);
            return;
        }
        var name = request.Target.IsCollection ? binding!.Metadata?.Name ?? "" : request.Target.Name;
        if (Misnamed(request, binding!.Metadata) is { } misnamed)
            await request.RefuseAsync(misnamed);
        else if (binding.Target?.Kind is { Length: > 0 } and not "Node")
            await request.RefuseAsync(Refusal.Invalid(request.Target.Kind, name, [FieldFault.NotSupported("target.kind", binding.Target.Kind, "Node", "<empty>")]));
        else
            await SubmitAsync(request, new BindPod(ResourceKey.Pod(request.Target.Namespace, name), binding.Metadata?.Uid ?? "", binding.Target?.Name ?? "") { Options = options });
    }

    /// <summary>Deletes a pod if its disruption budgets allow it.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/.</remarks>
    internal static async Task EvictAsync(ApiRequest request)
    {
        var (eviction, options, refusal) = await ReadAsync<V1Eviction>(request, "Eviction");
        if (refusal is not null)
        {
            await request.RefuseAsync(refusal);
            return;
        }
        var (deletion, wrong) = DeleteRequest.From(request.Target.Kind, eviction!.DeleteOptions ?? new V1DeleteOptions());
        if ((wrong ?? Misnamed(request, eviction.Metadata)) is { } refused)
            await request.RefuseAsync(refused);
        else
            await SubmitAsync(request, new EvictPod(request.Target.StoredKey, deletion!.GraceSeconds, deletion.Uid, deletion.Revision)
            {
                Options = options with { DryRun = options.DryRun || deletion.DryRun },
            });
    }

    private static Refusal? Misnamed(ApiRequest request, V1ObjectMeta? metadata)
    {
        if (metadata?.Name is { Length: > 0 } name && !request.Target.IsCollection && name != request.Target.Name)
            return new(RefusalReason.BadRequest, "name in URL does not match name in the body of the request");
        return metadata?.NamespaceProperty is { Length: > 0 } home && home != request.Target.Namespace
            ? new(RefusalReason.BadRequest, "the namespace of the provided object does not match the namespace sent on the request")
            : null;
    }

    private static async Task<(T? Body, WriteOptions Options, Refusal? Refusal)> ReadAsync<T>(ApiRequest request, string kind) where T : class
    {
        var body = await RequestBody.ReadObjectAsync(request.Http, request.LargestBody);
        var (options, refusal) = WriteQuery.Read(request.Http, "CreateOptions", isApply: false);
        refusal ??= body.Refusal ?? (body.Json.IsEmpty ? new(RefusalReason.BadRequest, "the body of the request is empty") : null);
        if (refusal is not null)
            return (null, options, refusal);
        try
        {
            return (CanonicalJson.Read<T>(body.Json.Span), options, null);
        }
        catch (JsonException fault)
        {
            return (null, options, new(RefusalReason.BadRequest, $"the body of the request can't be read as a {kind}: {fault.Message}"));
        }
    }

    private static async Task SubmitAsync(ApiRequest request, Write write)
    {
        var result = await request.Gateway.WriteAsync(write);
        if (result.Refusal is { } refusal)
            await request.RefuseAsync(refusal);
        else
            await JsonResponse.WriteAsync(request.Http, StatusCodes.Status201Created, StatusResponse.Success().WrittenMemory);
    }
}
