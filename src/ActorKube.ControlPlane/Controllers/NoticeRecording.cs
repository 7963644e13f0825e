using ActorKube.ControlPlane.Events;
using ActorKube.Rules.Workloads;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>Hands what rules want said to the recorder of Events.</summary>
internal static class NoticeRecording
{
    internal static void Record(this EventRecorder recorder, Notice notice)
    {
        if (notice.Warning)
            recorder.Warning(notice.About, notice.Reason, notice.Message);
        else
            recorder.Normal(notice.About, notice.Reason, notice.Message);
    }
}
