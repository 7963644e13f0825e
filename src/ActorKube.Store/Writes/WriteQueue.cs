using System.Diagnostics.CodeAnalysis;
using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.Store.Writes;

/// <summary>The submissions that wait for the next batch, bounded by writes and by bytes.</summary>
internal sealed class WriteQueue(int mostWrites, long mostBytes)
{
    private readonly Queue<PendingSubmission> _waiting = [];
    private long _writes;
    private long _bytes;

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>False if there is no room. An empty queue takes any one submission.</summary>
    public bool TryEnqueue(IActorRef sender, SubmitWrites submission)
    {
        var pending = new PendingSubmission(sender, submission, submission.Writes.Sum(BytesOf));
        if (_waiting.Count > 0 && (_writes + submission.Writes.Length > mostWrites || _bytes + pending.Bytes > mostBytes))
            return false;
        _waiting.Enqueue(pending);
        _writes += submission.Writes.Length;
        _bytes += pending.Bytes;
        return true;
    }

    public bool TryDequeue([NotNullWhen(true)] out PendingSubmission? pending)
    {
        if (!_waiting.TryDequeue(out pending))
            return false;
        _writes -= pending.Submission.Writes.Length;
        _bytes -= pending.Bytes;
        return true;
    }

    private static long BytesOf(Write write) => write switch
    {
        CreateObject create => create.Json.Length,
        ReplaceObject replace => replace.Json.Length,
        PatchObject patch => patch.Patch.Length,
        ApplyObject apply => apply.Manifest.Length,
        _ => 0,
    };
}
