// bare PORT BYTES: Kestrel and nothing else. Reads a request's body to its end and answers that many bytes.
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

byte[] answer = new byte[int.Parse(args[1], CultureInfo.InvariantCulture)];
answer.AsSpan().Fill((byte)'x');
WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls($"http://127.0.0.1:{args[0]}");
WebApplication app = builder.Build();
app.Run(async context =>
{
    PipeReader reader = context.Request.BodyReader;
    while (true)
    {
        ReadResult result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.End);
        if (result.IsCompleted)
            break;
    }
    context.Response.ContentType = "text/xml";
    context.Response.ContentLength = answer.Length;
    await context.Response.BodyWriter.WriteAsync(answer);
});
await app.RunAsync();
