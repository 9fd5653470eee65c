// A VST3 instrument (a sine) and, with AS_EFFECT, an effect (a gain that is 64 samples late), on the DISTRHO Plugin
// Framework. Only tests build and load them.
#include "DistrhoPlugin.hpp"
#include <cmath>
#include <cstring>
START_NAMESPACE_DISTRHO
class TestPlugin : public Plugin {
public:
    TestPlugin() : Plugin(1, 0, 0) {
#ifdef AS_EFFECT
        setLatency(64);
#endif
    }
protected:
    void activate() override { reset(); }
    void reset() {
#ifdef AS_EFFECT
        std::memset(line, 0, sizeof(line)); place[0] = place[1] = 0;
#else
        held = 0; bend = 0;
#endif
    }
    const char* getLabel() const override { return "test_sine"; }
    const char* getMaker() const override { return "Tests"; }
    const char* getLicense() const override { return "ISC"; }
    uint32_t getVersion() const override { return d_version(1, 0, 0); }
#ifdef AS_EFFECT
    int64_t getUniqueId() const override { return d_cconst('a', 'x', 't', 'e'); }
#else
    int64_t getUniqueId() const override { return d_cconst('a', 'x', 't', 's'); }
#endif
    void initParameter(uint32_t, Parameter& p) override {
        p.name = "Level"; p.symbol = "level"; p.ranges.def = 0.5f; p.ranges.min = 0.0f; p.ranges.max = 1.0f;
        p.hints = kParameterIsAutomatable;
    }
    float getParameterValue(uint32_t) const override { return level; }
    void setParameterValue(uint32_t, float value) override { level = value; }
#ifdef AS_EFFECT
    void run(const float** in, float** out, uint32_t frames) override {
        for (int c = 0; c < 2; ++c)
            for (uint32_t i = 0; i < frames; ++i) {
                const float x = in[c][i]; out[c][i] = level * line[c][place[c]]; line[c][place[c]] = x; place[c] = (place[c] + 1) % 64;
            }
    }
    float line[2][64] = {}; int place[2] = {};
#else
    void run(const float**, float** out, uint32_t frames, const MidiEvent* events, uint32_t count) override {
        uint32_t e = 0;
        for (uint32_t i = 0; i < frames; ++i) {
            while (e < count && events[e].frame <= i) handle(events[e++].data);
            if (held > 0) { phase += 440.0 * std::pow(2.0, (held - 69 + bend) / 12.0) / getSampleRate(); out[0][i] = out[1][i] = level * velocity * std::sin(2.0 * M_PI * phase); }
            else out[0][i] = out[1][i] = 0.0f;
        }
    }
    void handle(const uint8_t* d) {
        if ((d[0] & 0xF0) == 0x90 && d[2] > 0) { held = d[1]; velocity = d[2] / 127.0f; phase = 0; }
        else if ((d[0] & 0xF0) == 0x80 || (d[0] & 0xF0) == 0x90) { if (d[1] == held) held = 0; }
        else if ((d[0] & 0xF0) == 0xE0) bend = ((d[1] | (d[2] << 7)) - 8192) / 8192.0 * 2.0;
    }
    int held = 0; float velocity = 0; double phase = 0, bend = 0;
#endif
    float level = 0.5f;
};
Plugin* createPlugin() { return new TestPlugin(); }
END_NAMESPACE_DISTRHO
